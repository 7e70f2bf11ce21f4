"""What holds of every ranking, tried on made-up contests."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from challenges.rules.judging import Judging
from evaluation.methods.entries import NO_ACTS, Acts, Card, Entry
from evaluation.methods.ranking import rank
from evaluation.methods.results import Ranking
from tests.factories.rules import (
    MEAN,
    SUM,
    Piece,
    by_rank,
    criterion,
    judging,
    jury_decides,
    numbers,
    only_if,
    part,
    places,
    points,
    shares,
    tie,
    trimmed,
)

bounded = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

JURORS = 3
HIGHEST = 6
METHODS = ("weighted_share", "weighted_mean", "weighted_sum", "sum_of_points")
OVER = (MEAN, trimmed(), {"kind": "majority"})
TIES = (
    [tie("shared_rank")],
    [tie("criterion", part="x", criterion="a"), tie("earlier_submission"), tie("shared_rank")],
    [tie("total_of_points"), jury_decides()],
    [tie("lot", seed="drawn")],
)
SEEDED = Acts(seeds={"ties/lot": "4711"})


def criteria(method: str, *, minimum: str | None, bonus: str | None) -> list[Piece]:
    weights = [None, None] if method == "sum_of_points" else ["40", "60"]
    made = [criterion(key, numbers(str(HIGHEST)), weight, minimum=minimum) for key, weight in zip("ab", weights, strict=True)]
    made[1] |= {"only_if": only_if("kind", "wide"), "otherwise": "left_out" if minimum else "zero"}
    return [*made, criterion("legal", {"kind": "pass_fail"}), *([criterion("extra", numbers("5"), bonus=bonus)] if bonus else [])]


@st.composite
def parts(draw: st.DrawFn, key: str) -> Piece:
    method = draw(st.sampled_from(METHODS))
    made = criteria(
        method,
        minimum=draw(st.sampled_from([None, "2"])),
        bonus=draw(st.sampled_from([None, "points", "percent_of_total"])),
    )
    rule = draw(
        st.one_of(
            st.builds(points, st.just(method), st.sampled_from(OVER), st.sampled_from(["total", "criterion"])),
            st.builds(
                places,
                st.sampled_from(["mean_of_ranks", "sum_of_ranks"]),
                of=st.just(method),
                equal=st.sampled_from(["shared", "mean_of_places"]),
            ),
        )
    )
    return part(key, made, rule, weights=None if method == "sum_of_points" else "percentage")


def counts_points(piece: Piece) -> bool:
    return "rank" not in piece["aggregation"]["kind"]


@st.composite
def contests(draw: st.DrawFn) -> Judging:
    """One part, or two combined in any way that their methods allow. The worth of places falls from place to place."""
    made = [draw(parts(key)) for key in draw(st.sampled_from(["x", "xy"]))]
    combine = None
    if len(made) > 1:
        worth = st.builds(by_rank, st.sampled_from([None, ["10", "6", "3"]]), st.sampled_from(["shared", "mean_of_places"]))
        percent = st.sampled_from([{"kind": "percent_of_best"}, {"kind": "percent_of_maximum"}])
        normals = [draw(st.one_of(percent, worth) if counts_points(each) else worth) for each in made]
        shared = shares(*((each["key"], share, n) for each, share, n in zip(made, ("70", "30"), normals, strict=True)))
        combine = draw(st.sampled_from([shared, SUM])) if all(map(counts_points, made)) else shared
    return judging(*made, combine=combine, ties=draw(st.sampled_from(TIES)))


marks = st.fixed_dictionaries(
    {
        "a": st.sampled_from(["0", "0.5", "2", "3", "6"]),
        "b": st.sampled_from(["0", "1", "2.25", "6", None]),
        "legal": st.sampled_from(["pass", "pass", "pass", "fail"]),
        "extra": st.sampled_from(["0", "2", "5"]),
    }
)


@st.composite
def fields(draw: st.DrawFn) -> list[Entry]:
    """Up to six entries, judged by three jurors in each part."""
    size = draw(st.integers(1, 6))
    return [
        Entry(
            f"E{number}",
            draw(st.integers(1, 3)),
            f"s{draw(st.integers(1, 3))}",
            answers={"kind": (draw(st.sampled_from(["wide", "narrow"])),)},
            cards={key: tuple(Card(f"r{juror}", draw(marks)) for juror in range(JURORS)) for key in "xy"},
        )
        for number in range(size)
    ]


def ranked(rules: Judging, entries: Sequence[Entry], acts: Acts = SEEDED) -> Ranking:
    return rank(rules, entries, acts=acts)


@bounded
@given(contests(), fields(), st.randoms())
def test_no_order_of_entries_or_jurors_changes_a_result(rules, entries, random):
    shuffled = [
        replace(each, cards={key: tuple(random.sample(cards, JURORS)) for key, cards in each.cards.items()}) for each in entries
    ]
    random.shuffle(shuffled)

    assert ranked(rules, shuffled) == ranked(rules, entries)


@bounded
@given(contests(), fields())
def test_each_entry_has_one_standing_and_ranks_leave_gaps(rules, entries):
    ranking = ranked(rules, entries)

    assert sorted(standing.work_code for standing in ranking.standings) == sorted(entry.work_code for entry in entries)
    given = [standing.rank for standing in ranking.standings if standing.rank is not None]
    assert given == [1 + sum(other < place for other in given) for place in given]
    assert all(standing.is_shared == (given.count(standing.rank) > 1) for standing in ranking.standings if standing.rank)
    assert all((standing.rank is None) for standing in ranking.standings if not standing.is_in)


@bounded
@given(contests(), fields(), marks)
def test_a_recused_juror_equals_one_never_assigned(rules, entries, further):
    recused = [
        replace(each, cards={key: (*cards, Card("recused", further, is_recused=True)) for key, cards in each.cards.items()})
        for each in entries
    ]

    assert ranked(rules, recused) == ranked(rules, entries)


def better(rank_before: int | None, rank_after: int | None) -> bool:
    return rank_before is None or (rank_after is not None and rank_after <= rank_before)


@bounded
@given(contests(), fields(), st.data())
def test_raising_a_mark_never_lowers_a_rank(rules, entries, data):
    """Promised by every method while weights and the worth of places fall as they should and no mark is below zero.

    Not promised by: an order agreed by the jury, jurors who must agree one value (a single mark raised makes them disagree), a
    worth of places that rises from one place to the next, negative weights, percentages of a negative total.
    """
    entry = data.draw(st.sampled_from(entries))
    key, juror = data.draw(st.sampled_from("xy")), data.draw(st.integers(0, JURORS - 1))
    card = entry.cards[key][juror]
    raised = Card(card.juror, {**card.marks, "a": str(HIGHEST)})
    cards = {**entry.cards, key: tuple(raised if n == juror else each for n, each in enumerate(entry.cards[key]))}
    after = [replace(each, cards=cards) if each is entry else each for each in entries]

    # Who is equal by every rule shares a rank here: a draw or a jury may order equal entries in any way.
    assert better(
        ranked(rules, entries, NO_ACTS).of(entry.work_code).rank, ranked(rules, after, NO_ACTS).of(entry.work_code).rank
    )


# --- The same totals by the plainest arithmetic ---------------------------------------------------------------------------


def plainly(values: Sequence[Fraction], over: Piece) -> Fraction:
    if over["kind"] == "majority":
        return max(values) if 2 * sum(value > 0 for value in values) > len(values) else Fraction()
    kept = sorted(values)[1:-1] if over["kind"] == "trimmed_mean" else values
    return sum(kept, Fraction()) / len(kept)


def plain_total(method: str, bonus: str | None) -> Callable[[dict[str, Fraction]], Fraction]:
    weights = {"a": Fraction(40), "b": Fraction(60)}
    how: dict[str, Callable[[dict[str, Fraction]], Fraction]] = {
        "sum_of_points": lambda v: v["a"] + v["b"],
        "weighted_sum": lambda v: sum((v[k] * w for k, w in weights.items()), Fraction()),
        "weighted_mean": lambda v: sum((v[k] * w for k, w in weights.items()), Fraction()) / 100,
        "weighted_share": lambda v: sum((v[k] / HIGHEST * w for k, w in weights.items()), Fraction()),
    }
    on_top: dict[str | None, Callable[[Fraction, Fraction], Fraction]] = {
        None: lambda total, _extra: total,
        "points": lambda total, extra: total + extra,
        "percent_of_total": lambda total, extra: total * (1 + extra / 100),
    }
    return lambda values: on_top[bonus](how[method](values), values["extra"])


whole_marks = st.fixed_dictionaries({key: st.sampled_from(["0", "0.5", "2", "3.25", "5"]) for key in ("a", "b", "extra")})


@bounded
@given(
    st.sampled_from(METHODS),
    st.sampled_from(OVER),
    st.sampled_from(["total", "criterion"]),
    st.sampled_from([None, "points", "percent_of_total"]),
    st.lists(whole_marks, min_size=3, max_size=5),
)
def test_whole_numbers_come_to_what_fractions_come_to(method, over, first, bonus, given_marks):
    weights = [None, None] if method == "sum_of_points" else ["40", "60"]
    made: list[Any] = [criterion(key, numbers(str(HIGHEST)), weight) for key, weight in zip("ab", weights, strict=True)]
    made += [criterion("extra", numbers("5"), bonus=bonus)] if bonus else []
    rules = judging(part(criteria=made, aggregation=points(method, over, first)))
    entry = Entry("X", cards={"main": tuple(Card(f"r{n}", each) for n, each in enumerate(given_marks))})

    total = plain_total(method, bonus)
    rows = [{key: Fraction(mark) for key, mark in each.items()} for each in given_marks]
    if first == "total":
        expected = plainly([total(row) for row in rows], over)
    else:
        expected = total({key: plainly([row[key] for row in rows], over) for key in ("a", "b", "extra")})
    assert rank(rules, [entry]).of("X").total == expected
