"""A ranking as people read it: rows with rounded numbers, ties and what is undecided in words, and how each number came about."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from challenges.models import Round
from challenges.rules.base import Text
from core.wording import figure
from evaluation.lifecycle import ScorecardState
from evaluation.methods.telling import Said
from evaluation.models import Juror, RankingSnapshot, Scorecard
from evaluation.queries.conflicts import entries_in_conflict
from evaluation.queries.frozen import ByRules, FrozenRanking, frozen, frozen_of, method_of, shown_number, shown_points
from evaluation.scales import MarkScale, scale_of
from evaluation.scoring import scored_part, weight_words


@dataclass(frozen=True)
class Column:
    """A criterion of a ranking, or a part where there are several: what it counts and the least value needed, "" for none."""

    key: str
    title: Text | str | None
    scale: MarkScale | None
    weight: str = ""
    minimum: str = ""

    @property
    def brief(self) -> str:
        """Which marks there are."""
        return self.scale.brief if self.scale else ""


@dataclass(frozen=True)
class Row:
    """One entry of a ranking; `missed` names what it did not reach. A code that the reader may not know is "".

    `place` tells why there is no rank where there is none.
    """

    work_code: str
    rank: int | None
    place: str
    points: str
    values: list[str]
    scorecards: int
    missed: list[Text | str]
    shares_rank: bool


@dataclass(frozen=True)
class Standings:
    """The entries that are compared with one another, best first. `lot` is what the lot is called, "" without lots."""

    lot: Text | str
    rows: list[Row]


@dataclass(frozen=True)
class Result:
    """A ranking with its rules: criteria in their published order, standings, ties, and what follows from them.

    `head` names the points; `methods` tell how they come about. `undecided` is what the rules leave to people.
    `explains`: whether there are pages that tell how an entry came to its rank.
    `shows_scorecards`: whether the reader may know how many jurors scored each entry.
    """

    head: str
    columns: list[Column]
    standings: list[Standings]
    ties: list[str]
    undecided: list[str]
    nobody_passed: bool
    methods: list[str]
    thresholds: list[str]
    explains: bool
    sha256: str
    shows_scorecards: bool

    @property
    def hides_codes(self) -> bool:
        return any(not row.work_code for each in self.standings for row in each.rows)


@dataclass(frozen=True)
class Reader:
    """What an official (without a seat), or a juror from a seat, may know of the ranking of a round.

    Until the report of a blind round is signed a juror is not told how many scored each entry, nor, if they stepped back from
    one, the codes they never had: the work that was missing from their queue belongs to the supplier they are connected with.
    `known` are the codes that may be told, None for all. `with_cards`: whether single jurors' marks may be told.
    """

    known: set[str] | None
    is_secret: bool
    with_cards: bool

    def called(self, work_code: str) -> str:
        """Return what an entry is called."""
        return work_code if self.knows(work_code) else _("an entry you do not score")

    def knows(self, work_code: str) -> bool:
        """Return whether the reader may know the code."""
        return self.known is None or work_code in self.known


def reader_of(stage: Round, juror: Juror | None) -> Reader:
    """Return what somebody may know: an official (None), or who sits on the jury."""
    is_secret = juror is not None and stage.rules.is_blind and stage.revealed_at is None
    known = _codes_known_to(juror, stage) if juror is not None and is_secret else None
    part = scored_part(stage.rules.judging)
    shows_others = juror is None or (part is not None and part.others_visible != "never")
    return Reader(known, is_secret, not is_secret and shows_others)


def result_of(stage: Round, *, juror: Juror | None, snapshot: RankingSnapshot | None = None) -> Result:
    """Return a frozen ranking of `stage`, ready to be read by an official (None) or from a seat on the jury: the newest."""
    reader = reader_of(stage, juror)
    snapshot = snapshot or stage.ranking
    content = snapshot.content
    read = frozen_of(stage, content)
    columns = [*_columns(read)]
    return Result(
        head=read.head,
        columns=columns,
        standings=[Standings(lot, _rows(entries, read, columns, reader)) for lot, entries in _compared(read)],
        ties=read.ties(reader.called),
        undecided=read.undecided(reader.called),
        nobody_passed=content["nobody_passed"],
        methods=method_of(stage, read),
        thresholds=[figure(least) for least in read.thresholds],
        explains=read.explains,
        sha256=snapshot.sha256,
        shows_scorecards=not reader.is_secret,
    )


def explanation_of(stage: Round, work_code: str, *, juror: Juror | None) -> tuple[Said, ...]:
    """Return in words how an entry came to its rank; nothing where that is not told, or the reader may not know the code."""
    reader = reader_of(stage, juror)
    content = stage.ranking.content
    if not reader.knows(work_code) or all(entry["work_code"] != work_code for entry in content["entries"]):
        return ()
    return frozen(content).explained(work_code, with_cards=reader.with_cards)


def _columns(read: FrozenRanking) -> Iterator[Column]:
    """Yield a column per criterion, behind one for its part where there are several."""
    names = read.part_names
    parts = read.judging.parts
    told = iter(read.criteria)
    for part in parts:
        if len(parts) > 1:
            yield Column(part.key, names[part.key], None)
        for _criterion in part.criteria:
            name, criterion = next(told)
            minimum = figure(criterion.minimum) if isinstance(criterion.minimum, str) else ""
            yield Column(name, criterion.title, scale_of(criterion), weight_words(part, criterion), minimum)


def _codes_known_to(juror: Juror, stage: Round) -> set[str] | None:
    """Return the codes that a juror with a conflict scored; None for one without: they had every work before them."""
    cards = Scorecard.objects.filter(juror=juror, entry__round=stage)
    if not entries_in_conflict([juror], stage)[juror.pk] and not cards.filter(state=ScorecardState.RECUSED).exists():
        return None
    return set(cards.handed_in().values_list("entry__work_code", flat=True))


def _compared(read: FrozenRanking) -> Iterator[tuple[Text | str, list[dict[str, Any]]]]:
    """Yield the entries lot by lot, where they are ranked in lots, and what the lot is called."""
    for scope in read.content.get("scopes", ()):
        lots = read.lots if isinstance(read, ByRules) else {}
        yield lots.get(scope["lot"], scope["lot"]) if scope["lot"] else _("All lots together"), scope["entries"]
    if "scopes" not in read.content:
        yield "", read.content["entries"]


def _rows(entries: list[dict[str, Any]], read: FrozenRanking, columns: list[Column], reader: Reader) -> list[Row]:
    ranks = Counter(entry["rank"] for entry in entries)
    return [_row(entry, read, columns, ranks, reader) for entry in entries]


def _row(entry: dict[str, Any], read: FrozenRanking, columns: list[Column], ranks: Counter[int | None], reader: Reader) -> Row:
    titles = read.titles
    parts = {part["part"]: part["value"] for part in entry.get("parts", ())}
    return Row(
        work_code=entry["work_code"] if reader.knows(entry["work_code"]) else "",
        rank=entry["rank"],
        place=_place(entry),
        points=shown_points(entry["points"]),
        values=[_value(column, (entry["criteria"] if column.scale else parts).get(column.key)) for column in columns],
        scorecards=entry["scorecards"],
        missed=[titles[key] for key in entry["missed"]],
        shares_rank=entry["rank"] is not None and ranks[entry["rank"]] > 1,
    )


def _place(entry: Mapping[str, Any]) -> str:
    """Return why an entry has no rank, in a word or two."""
    if entry["meets_thresholds"]:
        return _("Without a rank")
    if entry["is_scored"]:
        return _("Did not pass")
    if entry.get("out", True) is None:
        return _("Undecided")
    return _("Not scored")


def _value(column: Column, text: str | None) -> str:
    """Return what the jury as a whole gave, in words; "" where the entry was not scored."""
    if text is None or column.scale is None:
        return shown_points(text)
    return column.scale.told(shown_number(text))
