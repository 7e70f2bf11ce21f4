"""Criteria of a call as OCDS: by the use of the round, those of an award with weights that sum once, within each lot.

What a part or a scale comes to is registered by its class, as `challenges.rules.saying` registers sentences: who adds a kind adds
its line here, and a test asks for it.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _

from challenges.rules.advancing import Hurdle, RangeTake, ScoreHurdle
from challenges.rules.aggregation import SharesCombine
from challenges.rules.checks.points import highest_mark, weighed
from challenges.rules.document import Document, Round
from challenges.rules.facts import in_one_line, member_fact, weight_in_words
from challenges.rules.judging import Criterion, Judging, JudgingPart
from challenges.rules.names import Names
from challenges.rules.promised import most_taken
from challenges.rules.saying.sentences import sentence
from core.wording import localised
from opendata.exports.ocds.numbers import exact

Plain = dict[str, Any]
# The standard knows no type for what is only checked.
_TYPES = {"quality": "quality", "cost": "cost", "price": "price", "formal": "quality"}
HUNDRED = Fraction(100)


def award_criteria(document: Document, names: Names, lot: str | None) -> Plain:
    """Return `awardCriteria` of a lot, None for the challenge as a whole; empty where nothing is judged."""
    found: list[Plain] = []
    described: list[str] = []
    # Where several rounds give awards, the weights of the last are the lot's: the standard knows one set, which sums once.
    deciding = next((each.key for each in reversed(document.rules.rounds) if each.judging and each.judging.use == "award"), "")
    for stage in document.rules.rounds:
        judging = stage.judging
        if judging is None or judging.use == "qualification":
            continue
        if judging.use == "shortlist" or stage.key != deciding:
            found.append(_shortlist(stage, document, names, lot))
            continue
        found += _of_award(stage, judging, names, lot)
        described += [_described(part, names) for part in _parts(judging, lot)]
    if not found:
        return {}
    return {"criteria": found, **({"weightingDescription": " ".join(described)} if described else {})}


def selection_criteria(document: Document, names: Names, lot: str | None) -> Plain:
    """Return `selectionCriteria` of a lot: conditions of taking part, and what rounds of qualification ask."""
    found = [
        {"type": "suitability", "description": localised(condition.words)}
        for condition in document.rules.participation.who
        if holds_in(condition.lots, lot)
    ]
    for stage in document.rules.rounds:
        if stage.judging is not None and stage.judging.use == "qualification":
            found += [
                {"type": "suitability", "description": f"{localised(stage.title)}: {_in_words(criterion, names)}"}
                for part in _parts(stage.judging, lot)
                for criterion in part.criteria
            ]
    return {"criteria": found} if found else {}


def holds_in(lots: tuple[str, ...], lot: str | None) -> bool:
    """Return whether something that holds in `lots`, in all if there are none, holds in one of them."""
    return not lots or lot in lots


def _parts(judging: Judging, lot: str | None) -> list[JudgingPart]:
    return [part for part in judging.parts if holds_in(part.lots, lot)]


def _described(part: JudgingPart, names: Names) -> str:
    return _("%(jury)s: %(how)s") % {"jury": names.title(part), "how": sentence(part.aggregation, names)}


# --- Award -------------------------------------------------------------------------------------------------------------


def _of_award(stage: Round, judging: Judging, names: Names, lot: str | None) -> Iterator[Plain]:
    shares = judging.combine.shares if isinstance(judging.combine, SharesCombine) else ()
    share_of = {share.part: Fraction(share.share) for share in shares}
    parts = _parts(judging, lot)
    for part in parts:
        yield from _of_part(stage, part, names, share_of.get(part.key) if len(parts) > 1 else None)


def _of_part(stage: Round, part: JudgingPart, names: Names, share: Fraction | None) -> Iterator[Plain]:
    """Yield the criteria of a part; one alone where its own could not be told as exact parts of its share, or it has none."""
    weights = _weights(part, share)
    if weights is None:
        words = [_in_words(criterion, names) for criterion in part.criteria]
        numbers = [{"number": exact(share or HUNDRED), "weight": "percentageExact"}]
        yield _criterion(
            _name(stage, names.title(part)), "quality", "; ".join(words), numbers if share or not part.criteria else []
        )
        return
    for criterion in part.criteria:
        numbers = [weights[criterion.key]] if criterion.key in weights else []
        if isinstance(criterion.minimum, str):
            numbers.append({"number": exact(criterion.minimum), "threshold": "minimumScore"})
        yield _criterion(
            _name(stage, localised(criterion.title)), _TYPES[criterion.type], _described_criterion(criterion, names), numbers
        )


def _weights(part: JudgingPart, share: Fraction | None) -> dict[str, Plain] | None:
    """Return the weight of each criterion that has one; None where they cannot be told one by one."""
    counted = weighed(part)
    if not counted:
        return None
    if part.weights == "order":
        if share is not None:
            return None
        return {each.key: {"number": exact(each.weight), "weight": "order"} for each in counted if isinstance(each.weight, str)}
    sizes = {each.key: _size(part, each) for each in counted}
    if any(size is None for size in sizes.values()):
        return {} if share is None else None
    total = sum((size for size in sizes.values() if size is not None), Fraction())
    kind = "pointsExact" if share is None and part.weights is None else "percentageExact"
    scaled = {
        key: exact(size if kind == "pointsExact" else size * (share or HUNDRED) / total)
        for key, size in sizes.items()
        if size is not None and total
    }
    if None in scaled.values():
        return {} if share is None else None
    return {key: {"number": number, "weight": kind} for key, number in scaled.items()}


def _size(part: JudgingPart, criterion: Criterion) -> Fraction | None:
    """Return how much a criterion weighs beside the others of its part; None where that is open or announced later."""
    if part.weights == "percentage":
        return Fraction(criterion.weight) if isinstance(criterion.weight, str) else None
    return Fraction(1) if part.weights == "equal" else highest_mark(criterion)


def _criterion(name: str, kind: str, description: str, numbers: list[Plain]) -> Plain:
    told = [number for number in numbers if number["number"] is not None]
    return {
        "type": kind,
        "name": name,
        **({"description": description} if description else {}),
        **({"numbers": told} if told else {}),
    }


def _name(stage: Round, title: str) -> str:
    return f"{localised(stage.title)}: {title}"


def _described_criterion(criterion: Criterion, names: Names) -> str:
    """Return what else is said of a criterion: what the jury looks for, the scale, a bonus, when it is marked."""
    said = [localised(criterion.description)] if criterion.description else []
    members = ["scale", *(name for name in ("bonus", "only_if") if getattr(criterion, name) is not None)]
    members += ["weight"] if criterion.weight is not None and not isinstance(criterion.weight, str) else []
    told = (member_fact(criterion, name, names) for name in members)
    return " ".join([*said, *(f"{fact.label}: {in_one_line(fact)}." for fact in told)])


def _in_words(criterion: Criterion, names: Names) -> str:
    weight = f" ({weight_in_words(criterion, names)})" if criterion.weight is not None else ""
    return f"{localised(criterion.title)}{weight}"


# --- Shortlist ---------------------------------------------------------------------------------------------------------


def _shortlist(stage: Round, document: Document, names: Names, lot: str | None) -> Plain:
    """Return a round that chooses who goes on as one criterion, with its own in words and its thresholds."""
    judging, numbers = stage.judging, []
    taken = most_taken(stage, document.rules)
    if taken and stage.advancing and stage.advancing.per != "lot":
        numbers.append({"number": taken, "threshold": "maximumBids"})
    for hurdle in stage.advancing.hurdles if stage.advancing else ():
        numbers += [{"number": number, "threshold": "minimumScore"} for number in [least_score(hurdle)] if number is not None]
    parts = _parts(judging, lot) if judging else []
    words = [_in_words(criterion, names) for part in parts for criterion in part.criteria]
    how = [_described(part, names) for part in parts]
    return _criterion(
        localised(stage.title), "quality", " ".join(filter(None, ["; ".join(words) + "." if words else "", *how])), numbers
    )


@singledispatch
def least_score(hurdle: Hurdle) -> int | float | None:
    """Return the least total that a hurdle asks for; None for a hurdle of another kind, which is told in words."""
    return None


@least_score.register
def _score(hurdle: ScoreHurdle) -> int | float | None:
    return exact(hurdle.score) if isinstance(hurdle.score, str) else None


def second_stage(document: Document) -> Plain:
    """Return how many go on from the last round that is followed by another; empty where there is one round."""
    followed = {key for stage in document.rules.rounds for key in stage.follows}
    before = [stage for stage in document.rules.rounds if stage.key in followed and stage.advancing is not None]
    if not before:
        return {}
    last = before[-1]
    taken, takes = most_taken(last, document.rules), last.advancing.takes if last.advancing else ()
    least = [take.at_least for take in takes if isinstance(take, RangeTake) and isinstance(take.at_least, int)]
    per_lot = last.advancing is not None and last.advancing.per == "lot"
    return {
        "successiveReduction": True,
        **({"maximumCandidates": taken} if taken and not per_lot else {}),
        **({"minimumCandidates": least[0]} if len(least) == len(takes) == 1 else {}),
    }
