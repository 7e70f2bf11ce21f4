"""Who won, in the words of the page: what `awards` tells everybody, and where each award stands at the moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.lifecycle import Holding
from awards.models import Award
from awards.queries import winners as awards_told
from awards.queries.winners import Records, RoundCounts
from challenges.models import Challenge
from core.components import Figure, Tag
from core.components.messages import TagColour
from core.wording import day, grouped, localised, money, percent
from evaluation.methods.numbers import in_words

HUNDRED = 100


@dataclass(frozen=True)
class Winner:
    """One award as a page shows it: `told` are the facts, the rest is their wording."""

    told: awards_told.Winner
    challenge: str
    problem: str
    # What is given: its sum, what the rules call it, and whether it is a prize or funding.
    prize: str
    reward: str
    given: str
    href: str
    state: Tag
    standstill_ends_at: datetime | None

    @property
    def supplier(self) -> Any:
        return self.told.supplier.get("name", "")

    @property
    def points(self) -> str:
        """The points in words, and of how many they are; "" where there are none."""
        if self.told.points is None:
            return ""
        points, most = grouped(self.told.points, 2), self.told.most
        if self.told.counts_places:
            return _("Total of places: %(total)s.") % {"total": points}
        if most is None:
            return _("%(points)s points.") % {"points": points}
        return _("%(points)s of %(most)s points.") % {"points": points, "most": in_words(Fraction(most))}

    @property
    def why(self) -> str:
        """What the card says under the title: the solution in words or the reason; of an overturned award, why it was."""
        if self.told.is_overturned:
            return self.told.overturning_reason
        return self.told.public_summary or self.told.reason

    @property
    def figures(self) -> list[Figure]:
        """Where the award stands, for the card."""
        ends = self.standstill_ends_at
        state = Figure(value=self.state.text, label=_("Status"))
        return [state, Figure(value=day(ends), label=_("Standstill ends"))] if ends else [state]

    @property
    def criteria(self) -> str:
        """What the jury looked at, with weights where they are shares of the whole."""
        are_shares = sum(weight for _name, weight in self.told.criteria) == HUNDRED
        told = ((localised(name), percent(weight)) for name, weight in self.told.criteria)
        return ", ".join(f"{name} ({weight})" if are_shares else name for name, weight in told)

    @property
    def course(self) -> list[str]:
        """What became of the entries, a sentence for each round."""
        return [_counted(counts) for counts in self.told.rounds]


def winners(awards: Iterable[Award], now: datetime, records: Records | None = None) -> list[Winner]:
    """Return awards as the public reads them.

    `awards` come from `standing_awards` or `awards_of`; `records` are those of their rounds, asked for where they are not given.
    """
    found = list(awards)
    return [_winner(award, told, now) for award, told in zip(found, awards_told.as_winners(found, records), strict=True)]


def standing_awards() -> "QuerySet[Award]":
    """Return the awards that stand, the newest first, and what their state is told from."""
    return awards_told.public_awards()


def awards_of(challenge: Challenge) -> "QuerySet[Award]":
    """Return the announced awards of one challenge, with those that were overturned, and what their state is told from."""
    return awards_told.awards_of(challenge)


def award_tag(holding: str) -> Tag:
    """Return what holds of an award now as a tag; the words are those of `awards.lifecycle.Holding`."""
    colours: dict[str, TagColour] = {Holding.NOTIFIED: "yellow", Holding.SUSPENDED: "orange", Holding.OVERTURNED: "red"}
    return Tag(text=str(Holding(holding).label), colour=colours.get(holding, "green"))


def _winner(award: Award, told: awards_told.Winner, now: datetime) -> Winner:
    return Winner(
        told=told,
        challenge=localised(told.titles),
        problem=localised(told.summaries),
        prize=money(told.amount, told.currency) if told.amount else "",
        reward=localised(told.reward) if told.reward else "",
        given=str(Award.Kind(told.kind).label),
        href=reverse("pages:challenge", args=[told.challenge_reference]) + "#results",
        state=award_tag(told.state),
        standstill_ends_at=told.standstill_ends_at if award.in_standstill(now) else None,
    )


def _counted(counts: RoundCounts) -> str:
    words = _("%(round)s: %(entered)d entered, %(admissible)d admissible, %(passed)d reached every threshold, %(chosen)d chosen.")
    return words % {
        "round": localised(counts.title),
        "entered": counts.entered,
        "admissible": counts.admissible,
        "passed": counts.passed,
        "chosen": counts.chosen,
    }
