"""Ballots of many: how many there are, what share of all that is, or the mean of their stars."""

from collections.abc import Container, Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.rules.aggregation import BallotsAggregation
from challenges.rules.judging import JudgingPart
from challenges.rules.juries import StarsBallot, Vote
from evaluation.methods.aggregating import AGGREGATIONS, Aggregated, Number, Setting
from evaluation.methods.entries import Entry
from evaluation.methods.hearing import Heard
from evaluation.methods.refusals import UndefinedError

HOW_MANY = {
    "valid": gettext_lazy("How many valid ballots were cast?"),
    "blank": gettext_lazy("How many blank ballots were cast?"),
}
Cast = Mapping[str, Mapping[str, int]]


@AGGREGATIONS.carries_out("votes", "mean_of_stars")
class Ballots(Aggregated[BallotsAggregation]):
    """A vote. Below its least number of ballots the rules of the vote say what happens."""

    looks_across = True

    def __init__(self, part: JudgingPart, aggregation: BallotsAggregation, setting: Setting) -> None:
        super().__init__(part, aggregation, setting)
        self._ballots: dict[str, Mapping[str, int]] = {}
        jury = setting.juries.get(part.jury)
        self._vote = jury if isinstance(jury, Vote) else None

    def hear(self, entry: Entry) -> Heard:
        """Keep the ballots; there are no cards."""
        self._ballots[entry.work_code] = entry.ballots.get(self.part.key, {})
        return Heard(self.whole_sheet)

    def numbers(self, heard: Mapping[str, Heard], is_in: Container[str]) -> dict[str, Number]:
        """Return counts, percentages or means. Without a vote an entry has 0; without a star it has no mean."""
        cast = {code: self._ballots[code] for code in heard if code in is_in}
        counting = self._counting(cast)
        nothing = dict.fromkeys(cast.keys() - counting.keys() - self.waiting, Number(Fraction(), Fraction()))
        how = self._stars if self.aggregation.kind == "mean_of_stars" else self._votes
        return nothing | how(counting)

    def most(self) -> Fraction | None:
        if self.aggregation.kind == "votes":
            return None if self.aggregation.percent_of is None else Fraction(100)
        ballot = self._vote and self._vote.ballot
        return Fraction(ballot.highest) if isinstance(ballot, StarsBallot) else None

    def _counting(self, cast: Cast) -> Cast:
        """Return the ballots that count: all, unless there are fewer than the vote needs."""
        least = self._vote and self._vote.minimum_ballots
        if not cast or not least:
            return cast
        valid, blank = self._told("valid", cast), self._told("blank", cast)
        if valid is not None and valid + (blank or 0) >= least:
            return cast
        if valid is None:
            self.ask("valid", cast, HOW_MANY["valid"], wants="number", who="official")
            return {}
        if self._vote and self._vote.if_fewer == "zero":
            return {}
        decided = self.setting.acts.chosen.get(self.address("ballots"))
        if decided is None:
            self.ask("ballots", cast, gettext_lazy("There are fewer ballots than the vote needs: whose count?"), who="official")
            return {}
        return {code: ballots for code, ballots in cast.items() if code in decided}

    def _told(self, what: str, cast: Cast) -> int | None:
        """Return the number of ballots as an act told it; of valid ones else the sum, unless one may name several entries."""
        told = self.setting.acts.numbers.get(self.address(what))
        if told is not None:
            return int(told)
        ballot = self._vote and self._vote.ballot
        if what == "blank" or (ballot and ballot.kind == "approve" and ballot.choices != 1):
            return None
        return sum(sum(ballots.values()) for ballots in cast.values())

    def _votes(self, cast: Cast) -> dict[str, Number]:
        counts = {code: Fraction(sum(ballots.values())) for code, ballots in cast.items()}
        of = self.aggregation.percent_of
        if of is None or not counts:
            return {code: Number(count, count) for code, count in counts.items()}
        whole = 0
        for what in ("valid", "blank") if of == "all" else ("valid",):
            told = self._told(what, cast)
            if told is None:
                self.ask(what, cast, HOW_MANY[what], wants="number", who="official")
                return {}
            whole += told
        return {code: Number(100 * count / whole if whole else Fraction(), count) for code, count in counts.items()}

    def _stars(self, cast: Cast) -> dict[str, Number]:
        if self.aggregation.percent_of is not None:
            raise UndefinedError(_("A mean of stars is no percentage of ballots."))
        found = {}
        for code, ballots in cast.items():
            given = sum(ballots.values())
            if given:
                stars = Fraction(sum(Fraction(star) * count for star, count in ballots.items()))
                found[code] = Number(stars / given, stars)
        return found
