"""What becomes of each kind today: the portal carries it out, a rehearsal computes with it, or it is held for people.

A kind that is only held can be written, checked, told, exported and imported; people do what it says.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from challenges.rules.scales import CHOICES
from challenges.rules.vocabulary import families


class Support(Enum):
    """How far the portal goes with a kind."""

    EXPRESSIBLE = _("expressible")
    REHEARSED = _("rehearsed")
    CARRIED_OUT = _("carried out")


# Families in which a rehearsal computes with every kind, since the pipeline does.
_REHEARSED = frozenset(
    {
        *("Jury", "Ballot", "CountedPer", "Scale", "OverJurors", "Aggregation", "Combine", "Normalise", "Tie"),
        *("Hurdle", "Take", "Division", "Recipients", "RewardEach", "WhenShared", "RewardItem"),
    }
)
_CARRIED_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "When": frozenset({"instant", "day", "words"}),
        "EntryAs": frozenset({"alone", "team", "consortium"}),
        "CountedPer": frozenset({"applicant", "everyone"}),
        "Jury": frozenset({"panel"}),
        "Channel": frozenset({"portal"}),
        "Question": frozenset(
            {"line", "text", "number", "money", "date", "yes_no", "one_of", "many_of", "file", "link", "declaration", "table"}
        ),
        "AnswerLimit": frozenset({"words", "characters", "pages", "megabytes", "files", "choices", "value", "sum"}),
        "Planned": frozenset({"decision"}),
        "Scale": frozenset({"numbers", *CHOICES}),
        "OverJurors": frozenset({"mean", "trimmed_mean", "majority", "agreed", "single"}),
        "Aggregation": frozenset(
            {"weighted_share", "weighted_mean", "weighted_sum", "sum_of_points", "mean_of_ranks", "sum_of_ranks", "order"}
        ),
        "Combine": frozenset({"sum", "shares"}),
        "Normalise": frozenset({"percent_of_maximum", "percent_of_best", "by_rank"}),
        "Tie": frozenset(
            {"criterion", "earlier_submission", "total_of_points", "shared_rank", "applicant_fact", "jury_decides", "lot"}
        ),
        "Hurdle": frozenset({"minimum_score"}),
        "Take": frozenset({"top", "all"}),
        "Recipients": frozenset({"advanced"}),
        "RewardEach": frozenset({"fixed"}),
        "RewardItem": frozenset({"prize"}),
    }
)


def support(family: str, kind: str) -> Support:
    """Return how far the portal goes with a kind. Raises KeyError for a kind that no family has."""
    families()[family][kind]
    if kind in _CARRIED_OUT.get(family, ()):
        return Support.CARRIED_OUT
    return Support.REHEARSED if family in _REHEARSED else Support.EXPRESSIBLE
