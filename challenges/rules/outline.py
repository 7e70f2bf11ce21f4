"""A document in the few figures that lists, letters and feeds name: one window, one jury, one scale, the best so many.

What a competition has beyond that is told by its facts; here it is left out, never guessed at.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.profiles import OWN_RULES
from challenges.rules.advancing import ScoreHurdle, TopTake
from challenges.rules.base import Hole
from challenges.rules.checks.points import highest_of_all
from challenges.rules.document import Document, Round
from challenges.rules.judging import Criterion, CriterionTie, JudgingPart
from challenges.rules.questions import AmountLimit, Question
from challenges.rules.rewards import FixedSum, ToAll
from challenges.rules.scales import NumbersScale
from challenges.rules.values import DayMoment, InstantMoment, When

Plain = dict[str, Any]
# Words for what an outline names, with the kinds of format 1.
KINDS = {**Question.kinds, "short_text": Question.kinds["line"], "long_text": Question.kinds["text"]}
TIE_BREAKS = {
    "heaviest_criterion": _("higher mark in the criterion with the greatest weight"),
    "earlier_submission": _("earlier submission"),
}


def outline(document: Document) -> Plain:
    """Return notice and rounds as plain data; amounts, weights and marks are decimal texts, moments ISO texts of UTC.

    A document with holes has an outline too: nothing is said where nothing is known.
    """
    notice = document.notice
    return {
        "reference": notice.reference,
        "authority": {"name": notice.authority.name, "slug": notice.authority.slug},
        "words": {
            language: {"title": words.title, "summary": words.summary or "", "brief": list(words.brief or ())}
            for language, words in (document.words or {}).items()
        },
        "law_profile": (document.rules.law and document.rules.law.profile) or OWN_RULES,
        "topic": notice.topic or "",
        "cpv_codes": list(notice.cpv_codes or ()),
        "place": notice.place or "",
        "currency": document.currency,
        "budget": (notice.budget.amount or None) if notice.budget else None,
        "contact_email": notice.contact_email or "",
        "rounds": [round_outline(document, stage, number) for number, stage in enumerate(document.rules.rounds or (), start=1)],
    }


def figures(outlined: Plain) -> Plain:
    """Return of an outline what lists need of each challenge: no words of the brief, no form, no worded marks."""
    rounds = [
        {name: value for name, value in stage.items() if name not in ("questions", "criteria")}
        | {"criteria": [{name: criterion[name] for name in ("key", "name", "weight")} for criterion in stage["criteria"]]}
        for stage in outlined["rounds"]
    ]
    kept = {name: value for name, value in outlined.items() if name not in ("words", "rounds")}
    return {**kept, "languages": list(outlined["words"]), "rounds": rounds}


def points_needed(outlined: Mapping[str, Any]) -> str:
    """Return in words the least total that the outline of a round names, and of how many points it is."""
    most = outlined.get("most", "100")  # of format 1 they are a share of 100
    told = {"points": outlined["threshold"], "most": most}
    return gettext("%(points)s of %(most)s") % told if most else str(outlined["threshold"])


def round_outline(document: Document, stage: Round, number: int) -> Plain:
    """Return one round as plain data; the first part of its judging speaks."""
    intake, part = stage.intake, stage.judging.parts[0] if stage.judging and stage.judging.parts else None
    window = intake.windows[0] if intake and intake.windows else None
    criteria = (part.criteria or ()) if part else ()
    return {
        "number": number,
        "key": stage.key,
        "title": dict(stage.title or {}),
        "opens_at": _moment(window.opens) if window else None,
        "closes_at": _moment(window.closes) if window else None,
        "decision_due_on": _decision_day(stage),
        "is_sealed": bool(intake and intake.openers),
        "is_blind": bool(intake and intake.anonymity),
        "openers_required": (intake.openers if intake else None) or 1,
        "sees_others": (part.others_visible if part else None) or "never",
        "minimum_scorecards": (part.scorecards_per_entry if part else None) or 1,
        "scale_max": _highest(criteria),
        "threshold": _threshold(stage),
        "most": _most(stage),
        "tie_break": list(dict.fromkeys(_ties(stage, part))) if part else [],
        "advance_limit": _places(stage),
        "prize_each": _prize(document, stage),
        "criteria": [_criterion(criterion) for criterion in criteria],
        "questions": [_question(question) for question in ((intake.questions or ()) if intake else ())],
    }


def _criterion(criterion: Criterion) -> Plain:
    anchors = criterion.scale.anchors if isinstance(criterion.scale, NumbersScale) else ()
    return {
        "key": criterion.key,
        "name": dict(criterion.title or {}),
        "description": dict(criterion.description or {}),
        "weight": criterion.weight if isinstance(criterion.weight, str) else "0",
        "threshold": criterion.minimum if isinstance(criterion.minimum, str) else "0",
        "anchors": {anchor.at: dict(anchor.label or {}) for anchor in anchors or () if anchor.at},
    }


def _question(question: Question) -> Plain:
    limits = [limit for limit in question.limits or () if isinstance(limit, AmountLimit) and limit.kind == "words"]
    return {
        "key": question.key,
        "kind": question.kind,
        "label": dict(question.label or {}),
        "help_text": dict(question.help or {}),
        "is_required": bool(question.required),
        "word_limit": int(limits[0].at_most) if limits and limits[0].at_most else None,
        "options": [{"key": option.key, "label": dict(option.label or {})} for option in question.options or ()],
        "criterion": next(iter(question.criteria or ()), None),
    }


def _highest(criteria: tuple[Criterion, ...]) -> int:
    scales = [criterion.scale for criterion in criteria if isinstance(criterion.scale, NumbersScale)]
    return max((int(scale.highest) for scale in scales if scale.highest and scale.highest.isdecimal()), default=0)


def _most(stage: Round) -> str | None:
    """Return the greatest total that an entry can get, exact; None where there is no such number."""
    most = highest_of_all(stage.judging)
    return None if most is None else str(most)


def _threshold(stage: Round) -> str:
    hurdles = (stage.advancing.hurdles or ()) if stage.advancing else ()
    scores = [hurdle.score for hurdle in hurdles if isinstance(hurdle, ScoreHurdle)]
    return next((score for score in scores if isinstance(score, str)), "0")


def _ties(stage: Round, part: JudgingPart) -> Iterator[str]:
    for tie in (stage.judging.ties or ()) if stage.judging else ():
        if isinstance(tie, CriterionTie):
            yield "heaviest_criterion"
        elif tie.kind == "earlier_submission":
            yield "earlier_submission"


def _places(stage: Round) -> int | None:
    takes = (stage.advancing.takes or ()) if stage.advancing else ()
    places = [take.places for take in takes if isinstance(take, TopTake)]
    return next((number for number in places if isinstance(number, int)), None)


def _prize(document: Document, stage: Round) -> str:
    rewards = document.rules.rewards
    for item in (rewards.items or ()) if rewards else ():
        to, each = item.to, item.each
        if isinstance(to, ToAll) and to.kind == "advanced" and to.round == stage.key and isinstance(each, FixedSum):
            return each.sum.amount or "0"
    return "0"


def _decision_day(stage: Round) -> str | None:
    days = [plan.when for plan in stage.planned or () if plan.kind == "decision"]
    return next((when.on for when in days if isinstance(when, DayMoment)), None)


def _moment(when: When | Hole) -> str | None:
    return when.at.replace("Z", "+00:00") if isinstance(when, InstantMoment) else None
