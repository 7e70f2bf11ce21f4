"""What the criteria of a round count, for suppliers."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from challenges.rules.judging import Criterion, JudgingPart
from core.wording import percent
from submissions.answers import Questionnaire


def criteria_of(form: Questionnaire) -> list[tuple[Criterion, JudgingPart]]:
    """Return the criteria of a form's round and lot in their published order, each with the part of the judging that has it."""
    return [(criterion, part) for part in form.parts for criterion in part.criteria]


def share_of(criterion: Criterion, part: JudgingPart) -> Decimal | None:
    """Return how much a criterion counts in its part, in hundredths; None where weights are no shares or not announced yet."""
    if part.weights == "equal":
        return _hundredths(Fraction(1, len(part.criteria)))
    weights = [each.weight for each in part.criteria if isinstance(each.weight, str)]
    if part.weights != "percentage" or not isinstance(criterion.weight, str) or len(weights) < len(part.criteria):
        return None
    return _hundredths(Fraction(criterion.weight) / sum(map(Fraction, weights)))


def weight_words(criterion: Criterion, part: JudgingPart) -> str:
    """Return what a criterion counts, in words; "" where it has no weight of its own."""
    share = share_of(criterion, part)
    if share is not None:
        return percent(share)
    if criterion.weight is None:
        return ""
    if not isinstance(criterion.weight, str):
        return _("announced later")
    return _("place %(number)s in importance") % {"number": criterion.weight} if part.weights == "order" else criterion.weight


def _hundredths(share: Fraction) -> Decimal:
    return round(Decimal(share.numerator * 100) / share.denominator, 2)
