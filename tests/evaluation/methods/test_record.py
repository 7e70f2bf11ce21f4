"""A ranking as published: what follows is stated in full, without words, and follows again from what is stated."""

import json
from typing import Any

import pytest

from evaluation.methods.entries import NO_ACTS
from evaluation.methods.record import Record, recompute
from evaluation.methods.refusals import MarkRefused
from evaluation.published import UnknownMethodError, follows
from evaluation.published import recompute as recompute_published
from tests.factories import rules as make
from tests.factories.rules import Piece

PASS_FAIL: Piece = {"kind": "pass_fail"}


def content(judging: Piece, cards: dict[str, list[dict[str, str]]], **changes: Any) -> dict[str, Any]:
    """Return what a ranking states before anything is computed: cards by work code, the first entry the first to arrive."""
    rules = {"judging": judging, "juries": [], "hurdles": [], "entered": [], **changes.pop("rules", {})}
    entries = [{"work_code": code, "arrival": place, "answers": {}, "by_act": {}} for place, code in enumerate(cards, start=1)]
    scorecards = [
        {"juror": f"J{number}", "work_code": code, "state": "locked", "part": "main", "marks": marks}
        for code, given in cards.items()
        for number, marks in enumerate(given, start=1)
    ]
    stated = {"method": "rules-2", "window": "", "acts": NO_ACTS.as_json(), "scorecards": scorecards, "entries": entries}
    return {**stated, "rules": rules, **changes}


def whole(stated: dict[str, Any]) -> dict[str, Any]:
    return {**stated, **recompute(stated)}


def standings(stated: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["work_code"]: each for each in recompute(stated)["entries"]}


def sums(**further: Any) -> Piece:
    """Points up to 30 in halves, a knock-out, and the mean of the totals without the extremes."""
    criteria = [
        make.criterion("idea", make.numbers("10", step="0.5")),
        make.criterion("use", make.numbers("20", step="0.5"), minimum="5"),
        make.criterion("safe", PASS_FAIL),
    ]
    return make.judging_piece(make.part(criteria=criteria, aggregation=make.points(over=make.trimmed())), **further)


def marks(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [dict(zip(("idea", "use", "safe"), row, strict=True)) for row in rows]


FIELD = {
    "A": marks(("7.5", "15", "pass"), ("8", "16.5", "pass"), ("6.5", "12", "pass"), ("9", "19.5", "pass")),
    "B": marks(("9", "18", "pass"), ("9.5", "19", "fail"), ("10", "20", "pass"), ("9", "18.5", "pass")),
    "C": marks(("10", "4", "pass"), ("10", "4.5", "pass"), ("10", "5", "pass"), ("10", "5", "pass")),
    "D": marks(("1", "6", "pass"), ("1", "6", "pass"), ("1", "6", "pass"), ("1", "6.5", "pass")),
}


def test_sums_with_halves_a_knock_out_and_a_trimmed_mean_as_done_by_hand():
    # A: totals 22.5, 24.5, 18.5, 28.5; without the extremes 23.5. B: 28, but one juror failed it. C: use is 4.75 of at least 5.
    found = standings(content(sums(), FIELD))
    assert {code: (each["rank"], each["points"], each["points_exact"]) for code, each in found.items()} == {
        "A": (1, "23.5", "47/2"),
        "D": (2, "7", "7"),
        "B": (None, "28", "28"),
        "C": (None, "14.75", "59/4"),
    }
    assert {code: each["missed"] for code, each in found.items()} == {"A": [], "D": [], "B": ["safe"], "C": ["use"]}
    assert [found[code]["meets_thresholds"] for code in "ABCD"] == [True, False, False, True]
    assert found["A"]["criteria"] == {"idea": "7.75", "use": "15.75", "safe": "1"}
    assert found["B"]["criteria"]["safe"] == "0"
    assert found["B"]["out"] == {"why": "failed", "part": "main", "about": "safe"}
    assert recompute(content(sums(), FIELD))["most"] == "30"


def test_below_the_hurdle_an_entry_keeps_its_rank_and_goes_no_further():
    hurdle = make.hurdle("minimum_score", score="7.5")
    stated = recompute(content(sums(), {"A": FIELD["A"], "D": FIELD["D"]}, rules={"hurdles": [hurdle]}))
    below = stated["entries"][1]
    assert (below["rank"], below["missed"], below["meets_thresholds"]) == (2, ["points"], False)
    assert stated["nobody_passed"] is False


def test_the_hurdle_is_compared_with_the_exact_total():
    thirds = marks(("2", "5", "pass"), ("2", "5", "pass"), ("3", "5", "pass"))
    rules = sums()
    rules["parts"][0]["aggregation"] = make.points(shown_decimals=0, rounding="half_even")
    found = standings(content(rules, {"A": thirds}, rules={"hurdles": [make.hurdle("minimum_score", score="7.4")]}))["A"]
    assert (found["points"], found["points_exact"], found["missed"]) == ("7", "22/3", ["points"])


def test_a_tie_that_the_jury_decides_is_left_open_and_told():
    rules = sums(ties=[make.jury_decides()])
    stated = recompute(content(rules, {"A": FIELD["A"], "X": FIELD["A"]}))
    assert [(each["rank"], each["is_shared"]) for each in stated["entries"]] == [(1, True), (1, True)]
    assert [(each["work_codes"], each["broken_by"], each["remains"]) for each in stated["ties"]] == [(["A", "X"], [], True)]
    [ask] = stated["asks"]
    assert (ask["step"], ask["who"], ask["jury"], ask["about"]) == ("ties/jury-decides", "jury", "jury", ["A", "X"])
    assert "why" not in ask


def test_what_the_jury_decided_breaks_the_tie():
    rules = sums(ties=[make.jury_decides()])
    acts = {**NO_ACTS.as_json(), "chosen": {"ties/jury-decides": ["X", "A"]}}
    stated = recompute(content(rules, {"A": FIELD["A"], "X": FIELD["A"]}, acts=acts))
    assert [(each["work_code"], each["rank"]) for each in stated["entries"]] == [("X", 1), ("A", 2)]
    assert (stated["asks"], stated["ties"][0]["broken_by"]) == ([], ["jury-decides"])


def with_vote() -> Piece:
    criteria = [make.criterion("idea", make.numbers("10"))]
    vote = make.part("public", aggregation=make.ballots(), jury="public")
    shares = make.shares(("main", "80", {"kind": "percent_of_maximum"}), ("public", "20", {"kind": "percent_of_best"}))
    return make.judging_piece(make.part(criteria=criteria), vote, combine=shares)


def test_a_part_that_people_enter_is_waited_for_and_never_zero():
    cards = {"A": [{"idea": "5"}], "B": [{"idea": "6"}]}
    stated = recompute(content(with_vote(), cards, rules={"entered": ["public"]}))
    assert [(each["rank"], each["points"], each["is_scored"]) for each in stated["entries"]] == [(None, None, False)] * 2
    assert [(ask["step"], ask["wants"], ask["about"]) for ask in stated["asks"]] == [("number/public", "number", ["A", "B"])]


def test_what_people_entered_counts():
    # A: 5/10 of 80 and all of 20 is 60. B: 6/10 of 80 and 30/120 of 20 is 53.
    stated = content(with_vote(), {"A": [{"idea": "5"}], "B": [{"idea": "6"}]}, rules={"entered": ["public"]})
    for entry, votes in zip(stated["entries"], ("120", "30"), strict=True):
        entry["by_act"] = {"public": votes}
    found = recompute(stated)
    assert [(each["work_code"], each["points"]) for each in found["entries"]] == [("A", "60"), ("B", "53")]
    assert (found["most"], found["asks"]) == ("100", [])
    assert found["entries"][0]["criteria"] == {"main/idea": "5"}


def test_whom_a_condition_sets_first_an_official_tells():
    fact = make.tie("applicant_fact", condition=make.condition("local"))
    rules = sums(ties=[fact, make.tie("shared_rank")])
    given = {"A": FIELD["A"], "X": FIELD["A"]}
    assert [(ask["who"], ask["about"]) for ask in recompute(content(rules, given))["asks"]] == [("official", ["A", "X"])]
    acts = {**NO_ACTS.as_json(), "chosen": {"ties/applicant-fact": ["X"]}}
    told = recompute(content(rules, given, acts=acts))
    assert [(each["work_code"], each["rank"]) for each in told["entries"]] == [("X", 1), ("A", 2)]
    assert told["asks"] == []


def test_what_is_published_leads_to_itself_through_json():
    stated = json.loads(json.dumps(whole(content(sums(), FIELD))))
    assert follows(stated)
    assert recompute_published(stated).items() <= stated.items()


@pytest.mark.parametrize(
    "change",
    [
        lambda stated: stated["scorecards"][0]["marks"].update(idea="9"),
        lambda stated: stated["entries"][0].update(points="30"),
        lambda stated: stated["rules"]["judging"]["parts"][0]["criteria"][1].update(minimum="1"),
        lambda stated: stated["rules"].pop("juries"),
        lambda stated: stated["scorecards"][0]["marks"].update(idea="7.3"),
        lambda stated: stated.update(method="rules-9"),
        lambda stated: stated.update(entries=None),
    ],
)
def test_whatever_is_changed_does_not_follow(change):
    stated = json.loads(json.dumps(whole(content(sums(), FIELD))))
    change(stated)
    assert not follows(stated)


def test_an_unknown_method_is_refused_and_not_guessed():
    with pytest.raises(UnknownMethodError):
        recompute_published({**content(sums(), FIELD), "method": "rules-9"})


def test_a_mark_off_its_scale_is_refused():
    with pytest.raises(MarkRefused):
        recompute(content(sums(), {"A": marks(("7.3", "15", "pass"))}))


def test_recused_cards_and_those_not_handed_in_count_nowhere():
    stated = content(sums(), {"A": FIELD["A"]})
    for card in stated["scorecards"][1:]:
        card["state"] = "recused"
    record = Record.from_json(stated)
    assert len(record.entries[0].counting("main")) == 1
