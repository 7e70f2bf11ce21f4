"""Procedure templates: the rules an official starts from. All of it can be changed in the draft."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from challenges.presets import parts
from challenges.profiles import LawProfile
from challenges.rules import building
from challenges.rules.document import FORMAT
from challenges.rules.editing import in_languages
from challenges.rules.keys import key_from

Plain = dict[str, Any]
Languages = Sequence[str]

_JURY = {"en": "Jury", "pl": "Jury"}


@dataclass(frozen=True)
class Preset:
    """A kind of competition: its rounds by languages and law profile, the rewards for them, and for whom it is."""

    key: str
    name: Any
    description: Any
    rounds: Callable[[Languages, LawProfile], list[Plain]]

    def document(self, languages: Languages, profile: LawProfile, notice: Mapping[str, Any]) -> Plain:
        """Return a draft with these rules, in `languages`, under `profile`; `notice` as in the document, without reference."""
        rounds = self.rounds(languages, profile)
        procedure = "oth-mult" if len(rounds) > 1 else "open"
        rules = building.rules(
            languages,
            rounds,
            law=building.law(profile.key, profile.law_values(), procedure=procedure),
            zone=settings.TIME_ZONE,
            juries=[building.panel(_JURY, minimum=profile.minimum_jurors, binding=profile.verdict_binds)],
            rewards=building.rewards([winner(rounds[-1])]),
        )
        return {"format": FORMAT, "notice": dict(notice), "rules": in_languages(rules, languages)}


def winner(last: Plain) -> Plain:
    """Return the reward of those who win the last round: the honour, until a sum is set."""
    return building.reward(f"prize-{last['key']}", last["title"], building.to_advanced(last["key"]))


def judged_round(
    key: str,
    title: Mapping[str, str],
    criteria: Sequence[Plain],
    questions: Sequence[Plain],
    languages: Languages,
    **members: Any,
) -> Plain:
    """Return a round with a form and a jury; ties go by the heaviest criterion, then to the jury, never by the clock."""
    ties = [
        building.criterion_tie(criteria[0]["key"]),
        {**building.plain_tie("jury_decides"), "jury": building.JURY, "by": "majority"},
    ]
    further = {name: members.pop(name) for name in ("anonymity", "openers") if name in members}
    judging = building.judging([building.part(criteria)], ties, use=members.pop("use", "award"))
    return building.stage(
        key,
        title,
        intake=building.intake(questions, languages=languages, **further),
        judging=judging,
        advancing=building.advancing([building.top(members.pop("places"))], reserves=members.pop("reserves", None)),
        **members,
    )


def _contest(languages: Languages, _profile: LawProfile) -> list[Plain]:
    return [_concept(languages), _prototype(languages)]


def _concept(languages: Languages) -> Plain:
    return judged_round(
        "concept",
        {"en": "Concept", "pl": "Koncepcja"},
        [parts.FIT, parts.FEASIBILITY, parts.NOVELTY],
        [parts.SUMMARY, parts.SOLUTION, parts.PLAN, parts.DOCUMENT, parts.DECLARATION],
        languages,
        use="shortlist",
        places=3,
    )


def _prototype(languages: Languages) -> Plain:
    return judged_round(
        "prototype",
        {"en": "Prototype", "pl": "Prototyp"},
        [parts.WORKING, parts.FEASIBILITY, parts.USABILITY],
        [parts.RESULTS, parts.PROTOTYPE_LINK, parts.PROTOTYPE_REPORT, parts.DECLARATION],
        languages,
        places=1,
        reserves=2,
        follows=["concept"],
    )


def _ideas(languages: Languages, profile: LawProfile) -> list[Plain]:
    # Where the jury's verdict binds, it must not know whose works it reads (2014/24/EU, art. 82).
    named = {} if profile.verdict_binds else {"anonymity": None}
    ideas = judged_round(
        "ideas",
        {"en": "Ideas", "pl": "Pomysły"},
        [parts.FIT, parts.FEASIBILITY, parts.NOVELTY],
        [parts.SUMMARY, parts.SOLUTION, parts.PLAN, parts.DOCUMENT, parts.DECLARATION],
        languages,
        places=3,
        reserves=3,
        openers=1,
        **named,
    )
    return [ideas]


PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            key="design-contest",
            name=_("Design contest, two rounds, blind"),
            description=_("Concepts are judged without names; a few advance with a prize each and build a prototype."),
            rounds=_contest,
        ),
        Preset(
            key="open-social-challenge",
            name=_("Open social challenge, one round"),
            description=_("One round in which the jury knows who entered, where the law allows it; several ideas can win."),
            rounds=_ideas,
        ),
    )
}
PRESET_CHOICES = [(preset.key, preset.name) for preset in PRESETS.values()]


def another_round(rules: Plain) -> Plain:
    """Return a round to add to these rules: like the prototype round of the contest, after the last one."""
    languages = rules.get("languages", [])
    rounds = rules.get("rounds", [])
    model = _prototype(languages)
    key = key_from(model["title"], {stage["key"] for stage in rounds}, otherwise="round")
    follows = [rounds[-1]["key"]] if rounds else []
    changed: Plain = in_languages({**model, "key": key, "follows": follows}, languages)
    return changed
