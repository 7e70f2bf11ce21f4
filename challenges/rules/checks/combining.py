"""Parts of a judging come to one number, claims of points hold, and ties end."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from challenges.rules.aggregation import PointsAggregation, SharesCombine
from challenges.rules.base import silent
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.points import HUNDRED, highest_mark, highest_total, is_by_places, is_without_marks, with_marks
from challenges.rules.checks.register import check, each, found, is_said, kind_of, numbers, text
from challenges.rules.findings import ADVISING, BLOCKING, OPEN, Code, Finding, declare
from challenges.rules.judging import Criterion, Judging, JudgingPart, StatedPoints
from challenges.rules.questions import OnlyIf
from challenges.rules.walking import Place

declare(
    {
        "combine.parts": Code(
            BLOCKING,
            _("How parts are combined is said where there are two or more, and only there."),
            _("Say how several parts become one number; with one part, say that it does not arise."),
        ),
        "combine.ranks": Code(
            BLOCKING,
            _("Places cannot be added to points: of places, fewer are better."),
            _("Combine by shares, and make this part comparable by the worth of its places."),
        ),
        "shares.sum": Code(
            BLOCKING, _("The shares sum to %(sum)s, not to 100."), _("Change them so that they sum to exactly 100.")
        ),
        "shares.parts": Code(
            BLOCKING, _("There is not exactly one share for each part."), _("Give each part of the judging one share.")
        ),
        # Open, for a source may name the first rules and be silent of the last.
        "ties.not_total": Code(
            OPEN,
            _("Ties can stay: nobody has said what decides those that are left."),
            _("End with a rule that always decides, in every lot: the jury, a lot, or a shared rank."),
        ),
        "ties.never_reached": Code(
            BLOCKING, _("This rule is never reached: the one before decides every tie."), _("Take it out, or put it before.")
        ),
        "ties.only_time": Code(
            ADVISING,
            _("Ties are broken by nothing but who handed in earlier, which says nothing of quality."),
            _("Put a criterion first, or let the jury decide."),
        ),
        "points.stated": Code(
            ADVISING,
            _("The notice claims %(stated)s points, but the criteria come to %(computed)s."),
            _("Mend the criteria, or the claim. The criteria are what is computed with."),
        ),
    }
)
ALWAYS_DECIDE = {"jury_decides", "lot", "shared_rank"}


@check(Judging)
def combines_several_parts_alone(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """How parts are combined is said where there are several, and only there."""
    if not silent(part.parts, part.combine) and (len(part.parts) > 1) != (part.combine is not None):
        yield found("combine.parts", here, "combine")


@check(Judging)
def shares_the_whole(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Shares sum to 100, one for each part."""
    if not isinstance(part.combine, SharesCombine) or silent(part.combine.shares):
        return
    shares = numbers(share.share for share in part.combine.shares)
    if shares is not None and sum(shares) != HUNDRED:
        yield found("shares.sum", here, "combine", "shares", sum=text(sum(shares, Fraction())))
    named = [share.part for share in part.combine.shares]
    keys = [inner.key for inner in each(part.parts)]
    if not silent(part.parts, *named, *keys) and sorted(named) != sorted(keys):
        yield found("shares.parts", here, "combine", "shares")


@check(Judging)
def adds_no_places_to_points(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Places run the other way: they are combined by their worth alone."""
    if not isinstance(part.combine, SharesCombine) and kind_of(part.combine) != "sum":
        return
    shares = part.combine.shares if isinstance(part.combine, SharesCombine) else ()
    if silent(shares) or any(silent(share.part, share.normalise) for share in shares):
        return
    by_rank = {share.part for share in shares if kind_of(share.normalise) == "by_rank"}
    for index, inner in enumerate(each(part.parts)):
        if is_by_places(inner) and not silent(inner.key) and inner.key not in by_rank:
            yield found("combine.ranks", here, "parts", index, "aggregation")


@check(Judging)
def ends_ties(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """The last rule decides what the others leave, and no rule stands behind one that decides everything."""
    if silent(part.ties):
        return
    decides = [kind_of(tie) in ALWAYS_DECIDE and not each(tie.lots) for tie in part.ties]
    if not decides or not decides[-1]:
        yield found("ties.not_total", here, "ties")
    elif True in decides[:-1]:
        yield found("ties.never_reached", here, "ties", decides.index(True) + 1)
    if decides and decides[-1] and {kind_of(tie) for tie in part.ties} - ALWAYS_DECIDE == {"earlier_submission"}:
        yield found("ties.only_time", here, "ties", 0)


# --- Claims of points --------------------------------------------------------------------------------------------------


@check(Judging)
def comes_to_the_points_it_claims(part: Judging, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What the notice claims of all points is what the criteria come to."""
    if silent(part.parts) or any(silent(inner.criteria) for inner in part.parts):
        return
    for index, stated in enumerate(each(part.stated)):
        totals = [_points(inner, with_marks(inner), stated) for inner in part.parts]
        yield from _compared(stated, totals, here, "stated", index)


@check(JudgingPart)
def comes_to_the_points_of_its_groups(part: JudgingPart, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """What the notice claims of a group is what its criteria, and those of the groups within it, come to."""
    if silent(part.criteria, part.groups):
        return
    if silent(*(criterion.group for criterion in part.criteria), *(group.key for group in part.groups)):
        return
    for index, group in enumerate(part.groups):
        within = {group.key, *(inner.key for inner in part.groups if inner.within == group.key)}
        criteria = [criterion for criterion in with_marks(part) if criterion.group in within]
        for number, stated in enumerate(each(group.stated)):
            yield from _compared(stated, [_points(part, criteria, stated)], here, "groups", index, "stated", number)


def _compared(stated: StatedPoints, totals: list[Fraction | None], here: Place, *steps: str | int) -> Iterator[Finding]:
    if not is_said(stated.points) or silent(stated.only_if) or None in totals:
        return
    computed = sum((total for total in totals if total is not None), Fraction())
    if computed != Fraction(stated.points):
        yield found("points.stated", here, *steps, stated=stated.points, computed=text(computed))


def _points(part: JudgingPart, criteria: list[Criterion], stated: StatedPoints) -> Fraction | None:
    """Return what criteria come to for the entries that a claim speaks of: their highest marks, or else their weights."""
    if is_without_marks(part):
        return None
    asked = [criterion for criterion in criteria if _is_asked(criterion.only_if, stated.only_if)]
    is_whole = len(asked) == len(with_marks(part))
    if is_whole and isinstance(part.aggregation, PointsAggregation) and part.aggregation.kind != "weighted_mean":
        return highest_total(part)
    weights = numbers(criterion.weight for criterion in asked)
    marks = [highest_mark(criterion) for criterion in asked]
    if weights:
        return sum(weights, Fraction())
    return None if None in marks else sum((mark for mark in marks if mark is not None), Fraction())


def _is_asked(only_if: OnlyIf | None, claimed: OnlyIf | None) -> bool:
    """Return whether a criterion may be marked for entries with the answers that a claim names."""
    if not only_if or not claimed or only_if.question != claimed.question:
        return True
    return bool(set(each(only_if.any_of)) & set(each(claimed.any_of)))
