"""A round with lots: entries are ranked within their own lot, and so are ties and what is left to people."""

from typing import Any

import pytest
from django.utils.html import strip_tags

from challenges.rules.building import Plain
from evaluation import services
from evaluation.methods.refusals import UndefinedError
from evaluation.published import follows
from evaluation.queries.asked import asks_open
from evaluation.queries.snapshot import snapshot_content
from submissions.models import Proposal
from tests.evaluation.acts import refused
from tests.evaluation.undecided import SHARES, VOTE, answer, newest
from tests.evaluation.visits import see, where
from tests.factories.evaluation import Judging, judging, score

pytestmark = pytest.mark.django_db

ENERGY, WATER = "energy", "water"
LOTS: list[Plain] = [
    {"key": ENERGY, "title": {"en": "Energy", "pl": "Energia"}, "within": None},
    {"key": WATER, "title": {"en": "Water", "pl": "Woda"}, "within": None},
    {"key": "rivers", "title": {"en": "Rivers", "pl": "Rzeki"}, "within": WATER},
]


def with_lots(document: Plain, *, per: str = "lot") -> None:
    document["rules"]["lots"] = LOTS
    document["rules"]["rounds"][0]["advancing"]["per"] = per
    for item in document["rules"]["rewards"]["items"]:
        item["per"] = per


def ranked(lots: dict[int, str], *, marks: tuple[int, ...], edit: Any = with_lots, **options: Any) -> Judging:
    """Return a ranked round; `lots` are by number of the entry, `marks` in the order of the entries."""
    made = judging("declared", entries=len(marks), **{"ties": "jury", "edit": edit, **options})
    for number, entry in enumerate(made.entries):
        Proposal.objects.filter(pk=entry.proposal_id).update(lot_key=lots.get(number, ""))
    for person in made.people:
        for entry, mark in zip(made.entries, marks, strict=True):
            score(made.card(person, entry), person, mark=mark)
    made.round.refresh_from_db()
    return made


def by_lot(made: Judging) -> dict[str | None, list[tuple[int, int | None]]]:
    """Return for each lot its entries, by their number, with their ranks."""
    number = {entry.work_code: place for place, entry in enumerate(made.entries)}
    scopes = newest(made).content["scopes"]
    return {scope["lot"]: [(number[each["work_code"]], each["rank"]) for each in scope["entries"]] for scope in scopes}


def test_each_lot_has_its_ranking():
    made = ranked({0: ENERGY, 1: WATER, 2: ENERGY, 3: WATER}, marks=(2, 4, 3, 1))
    assert by_lot(made) == {ENERGY: [(2, 1), (0, 2)], WATER: [(1, 1), (3, 2)], "rivers": []}
    content = newest(made).content
    assert [(each["lot"], each["rank"]) for each in content["entries"]] == [(ENERGY, 1), (ENERGY, 2), (WATER, 1), (WATER, 2)]
    assert content["rules"]["scopes"] == [ENERGY, WATER, "rivers"]
    assert follows(content)
    content["entries"][0]["lots"] = [WATER]
    assert not follows(content)


def test_an_entry_of_a_lot_within_another_is_compared_in_both_and_told_of_in_its_own():
    made = ranked({0: WATER, 1: "rivers", 2: "rivers"}, marks=(3, 4, 2))
    assert by_lot(made) == {ENERGY: [], WATER: [(1, 1), (0, 2), (2, 3)], "rivers": [(1, 1), (2, 2)]}
    assert {each["lot"] for each in newest(made).content["entries"]} == {WATER, "rivers"}


def test_where_the_whole_goes_on_together_the_ranking_is_one_and_each_entry_keeps_its_lot():
    made = ranked({0: ENERGY, 1: WATER}, marks=(2, 4), edit=lambda document: with_lots(document, per="challenge"))
    assert by_lot(made) == {None: [(1, 1), (0, 2)]}
    assert [(each["lot"], each["lots"]) for each in newest(made).content["entries"]] == [(None, [WATER]), (None, [ENERGY])]


def test_a_tie_is_met_within_a_lot_alone_and_answered_there():
    made = ranked({0: ENERGY, 1: WATER, 2: ENERGY, 3: WATER}, marks=(3, 3, 3, 3))
    asks = asks_open(made.round)
    assert sorted((ask.step, len(ask.about)) for ask in asks) == [("ties/jury-decides@energy", 2), ("ties/jury-decides@water", 2)]
    answer(made, [made.entries[2].work_code, made.entries[0].work_code], step="ties/jury-decides@energy")
    assert by_lot(made)[ENERGY] == [(2, 1), (0, 2)]
    assert {rank for _number, rank in by_lot(made)[WATER]} == {1}
    made.round.refresh_from_db()
    assert [ask.step for ask in asks_open(made.round)] == ["ties/jury-decides@water"]
    assert follows(newest(made).content)


def voted_in_water(document: Plain) -> None:
    with_lots(document)
    judged = document["rules"]["rounds"][0]["judging"]
    judged["parts"].append({**VOTE, "lots": [WATER]})
    judged["combine"] = SHARES


def test_a_part_of_one_lot_is_asked_for_and_counts_there_alone():
    made = ranked({0: ENERGY, 1: WATER, 2: WATER}, marks=(3, 3, 4), edit=voted_in_water)
    [ask] = asks_open(made.round)
    assert ask.step == "number/public@water"
    assert set(ask.about) == {entry.work_code for entry in made.entries[1:]}
    answer(made, {made.entries[1].work_code: "100", made.entries[2].work_code: "10"})
    points = {each["work_code"]: each["points_exact"] for each in newest(made).content["entries"]}
    # 60 % of 100 where nobody votes; elsewhere 60 and 80 % of 80, and all and a tenth of 20.
    assert [points[entry.work_code] for entry in made.entries] == ["60", "68", "66"]


def test_a_part_is_asked_for_once_where_an_entry_is_compared_in_several_scopes():
    def prized_as_a_whole(document: Plain) -> None:
        voted_in_water(document)
        document["rules"]["rewards"]["items"][0]["per"] = "challenge"
        document["rules"]["rounds"][0]["judging"]["parts"][1]["lots"] = []

    made = ranked({0: ENERGY, 1: WATER}, marks=(3, 4), edit=prized_as_a_whole)
    [ask] = asks_open(made.round)
    assert (ask.step, len(ask.about)) == ("number/public", 2)
    answer(made, {entry.work_code: "5" for entry in made.entries})
    assert by_lot(made) == {ENERGY: [(0, 1)], WATER: [(1, 1)], "rivers": [], None: [(1, 1), (0, 2)]}
    assert follows(newest(made).content)


def test_a_least_total_of_one_lot_binds_there_alone():
    def demanding(document: Plain) -> None:
        with_lots(document)
        hurdle = {"kind": "minimum_score", "key": "points", "lots": [WATER], "score": "70"}
        document["rules"]["rounds"][0]["advancing"]["hurdles"] = [hurdle]

    made = ranked({0: ENERGY, 1: WATER, 2: "rivers"}, marks=(3, 3, 3), edit=demanding)
    assert {each["lots"][0]: each["meets_thresholds"] for each in newest(made).content["entries"]} == {
        ENERGY: True,
        WATER: False,
        "rivers": False,
    }


def test_entries_without_any_lot_are_ranked_as_they_always_were():
    made = ranked({}, marks=(2, 4))
    content = newest(made).content
    assert "scopes" not in content
    assert all("lot" not in each for each in content["entries"])
    assert [each["rank"] for each in content["entries"]] == [1, 2]


def test_some_in_a_lot_and_others_in_none_have_no_ranking():
    made = judging("declared", entries=2, edit=with_lots)
    Proposal.objects.filter(pk=made.entries[0].proposal_id).update(lot_key=ENERGY)
    for person in made.people:
        for entry in made.entries:
            score(made.card(person, entry), person)
    made.round.refresh_from_db()
    assert made.round.ranked_at is None
    with pytest.raises(UndefinedError):
        snapshot_content(made.round)
    refused(lambda: services.assign_scorecards(made.round, by=made.secretary), "in a lot and others in none")


@pytest.mark.parametrize("page", ["ranking", "report"])
def test_pages_show_each_lot_by_its_name(page):
    made = ranked({0: ENERGY, 1: WATER}, marks=(3, 4))
    text = strip_tags(see(made.chair, page, *where(made)))
    assert text.index("Energy") < text.index(made.entries[0].work_code) < text.index("Water")
    assert "Rank 1 of 1." in strip_tags(see(made.chair, "standing", *where(made), made.entries[0].work_code))


def test_a_question_names_its_lot():
    made = ranked({0: ENERGY, 1: ENERGY, 2: WATER}, marks=(3, 3, 3))
    assert "Energy: " in strip_tags(see(made.secretary, "desk_undecided", *where(made)))
