"""What may go wrong, one thing at a time: the scenarios in which rules are rehearsed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.wording import Words


@dataclass(frozen=True)
class Scenario:
    """One course of events. `key` names it in addresses and commands; `entries` is how many there are, where it fixes that.

    `is_even`: entries come in threes with the same marks. `has_gaps`: marks and whole scorecards are missing. `has_recusal`: one
    juror steps aside from some of the entries. `is_hopeless`: nobody gets more than the lowest marks.
    """

    key: str
    title: Words
    words: Words
    entries: int | None = None
    is_even: bool = False
    has_gaps: bool = False
    has_recusal: bool = False
    is_hopeless: bool = False

    def count(self, entries: int) -> int:
        """Return how many entries there are where so many are asked for."""
        return entries if self.entries is None else self.entries


SCENARIOS: Mapping[str, Scenario] = {
    scenario.key: scenario
    for scenario in (
        Scenario("ordinary", _("An ordinary course"), _("Marks as juries give them, and one entry in twenty is not admissible.")),
        Scenario("ties", _("Ties"), _("Entries come in threes with the same marks and ballots."), is_even=True),
        Scenario("gaps", _("Marks are missing"), _("Some marks and whole scorecards are missing."), has_gaps=True),
        Scenario("recusal", _("A juror steps aside"), _("One juror of each jury steps aside from a third of the entries."),
                 has_recusal=True),
        Scenario("nobody", _("Nobody passes"), _("Every entry gets the lowest marks, and no ballot is cast."), is_hopeless=True),
        Scenario("single", _("A single entry"), _("One entry alone is handed in."), entries=1),
        Scenario("none", _("No entry"), _("Nobody enters."), entries=0),
    )
}  # fmt: skip
