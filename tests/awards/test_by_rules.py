"""A round that only rules of format 2 can state, from its scorecards to the award: everybody reads the same numbers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from django.utils.html import strip_tags

from awards.models import Award, Decision, Notice, RoundRecord
from awards.queries.deciding import basis
from awards.services import approve_decision, propose_decision
from awards.views.letters import shown
from challenges.versioning import digest
from core.lifecycle import TransitionRefused
from evaluation import services
from evaluation.queries.snapshot import snapshot_content
from tests.evaluation.visits import see, where
from tests.factories import rules as make
from tests.factories.accounts import sign_in
from tests.factories.awards import head_of
from tests.factories.evaluation import Judging, judging

pytestmark = pytest.mark.django_db

# Sums of points up to 30 in halves, a knock-out, and the mean of the jurors' totals without the extremes.
PART = {
    "weights": None,
    "aggregation": make.points(over=make.trimmed()),
    "criteria": [
        make.criterion("benefit", make.numbers("10", step="0.5")),
        make.criterion("quality", make.numbers("20", step="0.5"), minimum="5"),
        make.criterion("safe", {"kind": "pass_fail"}),
    ],
}
# By entry, by juror. Totals of the first: 22.5, 24.5, 18.5, 28.5; without the extremes 23.5. So is the fourth's, whose benefit
# is 8 against 7.75. One juror failed the second, whose total is 28. The third has 15.5.
MARKS = [
    [("7.5", "15", "pass"), ("8", "16.5", "pass"), ("6.5", "12", "pass"), ("9", "19.5", "pass")],
    [("9", "18", "pass"), ("9.5", "19", "fail"), ("10", "20", "pass"), ("9", "18.5", "pass")],
    [("5", "10", "pass"), ("5", "10.5", "pass"), ("5", "11", "pass"), ("5.5", "10", "pass")],
    [("8", "15.5", "pass")] * 4,
]


def scored(**rules: Any) -> Judging:
    """Return the round with every scorecard handed in through the services."""
    made = judging("declared", entries=4, jurors=4, part=PART, **rules)
    for number, person in enumerate(made.people):
        for entry, given in zip(made.entries, MARKS, strict=True):
            marks = dict(zip(("benefit", "quality", "safe"), given[number], strict=True))
            reasons = dict.fromkeys(marks, "As the rules ask.")
            card = made.card(person, entry)
            told = {"comment": "", "private_note": "", "revision": card.revision}
            services.submit_scorecard(services.save_scorecard(card, by=person, marks=marks, reasons=reasons, **told), by=person)
    made.round.refresh_from_db()
    return made


def decided() -> Judging:
    """Return the round signed and decided as its rules propose: the best two win."""
    made = scored()
    services.circulate_report(made.report, by=made.chair, remarks="A strong field.")
    for person in made.people:
        services.sign_report(made.report, by=person)
    first, second, third, fourth = (entry.work_code for entry in made.entries)
    outcomes = {first: "winner", second: "not_advanced", third: "reserve", fourth: "winner"}
    head = head_of(made.challenge)
    propose_decision(made.round, by=made.secretary, outcomes=outcomes, reasons={})
    approve_decision(made.round, by=head)
    return made


def test_the_ranking_is_the_one_done_by_hand_and_the_report_states_it():
    made = scored()
    codes = [entry.work_code for entry in made.entries]
    content = made.round.ranking.content
    stated = {each["work_code"]: (each["rank"], each["points"]) for each in content["entries"]}
    assert stated == {codes[3]: (1, "23.5"), codes[0]: (2, "23.5"), codes[2]: (3, "15.5"), codes[1]: (None, "28")}
    assert (content["method"], content["methods"], content["most"]) == ("rules-2", ["sum_of_points/1"], "30")
    assert content["version_sha256"] == made.challenge.published_version.sha256
    assert {card["part"] for card in content["scorecards"]} == {"jury"}
    services.circulate_report(made.report, by=made.chair, remarks="")
    assert [each["rank"] for each in made.report.content["ranking"]] == [1, 2, 3, None]


def test_the_pages_tell_points_of_thirty_the_tie_and_who_did_not_pass():
    made = scored(is_blind=False)
    codes = [entry.work_code for entry in made.entries]
    for page in ("desk_ranking", "desk_report"):
        text = " ".join(strip_tags(see(made.secretary, page, *where(made))).split())
        assert "Points of 30" in text
        assert "Did not pass" in text
        assert "Below what is needed: Safe" in text
        told = f"Higher mark in a criterion (Benefit): {codes[3]}, then {codes[0]}."
        assert told in text


def test_each_entry_has_its_steps_in_plain_words():
    made = scored(is_blind=False)
    first, second, *_others = (entry.work_code for entry in made.entries)
    assert f"/ranking/{first}/" in see(made.secretary, "desk_ranking", *where(made))
    text = strip_tags(see(made.secretary, "desk_standing", *where(made), first))
    # Jurors are numbered in an order that tells nothing.
    assert {total for _juror, total in re.findall(r"Juror ([1-4]): ([0-9.]+)", text)} == {"22.5", "24.5", "18.5", "28.5"}
    assert "(mean without extremes: 23.5)" in text
    assert "Rank 2 of 3." in text
    assert "Out: failed in Safe." in strip_tags(see(made.chair, "standing", *where(made), second))


def test_before_the_signing_a_juror_of_a_blind_round_reads_no_single_marks():
    made = scored(sees_others="never")
    first = made.entries[0].work_code
    assert "Juror 1" not in see(made.chair, "standing", *where(made), first)
    assert "Juror 1" in see(made.secretary, "desk_standing", *where(made), first)


def test_who_may_not_read_the_ranking_or_names_no_entry_reads_no_steps():
    made = scored()
    first = made.entries[0].work_code
    for name, person in made.roles().items():
        client = sign_in(Client(), person)
        reads = client.get(f"/desk/{made.challenge.reference}/round-1/ranking/").status_code
        assert client.get(f"/desk/{made.challenge.reference}/round-1/ranking/{first}/").status_code == reads, name
    assert sign_in(Client(), made.secretary).get(f"/desk/{made.challenge.reference}/round-1/ranking/AAAA-AA/").status_code == 404


def test_a_tie_left_to_the_jury_is_ranked_and_told_as_open():
    made = judging("declared", entries=2, ties="jury", is_blind=False)
    for person in made.people:
        for entry in made.entries:
            card = made.card(person, entry)
            marks = {"benefit": "3", "quality": "3", "cost": "3"}
            told = {"reasons": {}, "comment": "", "private_note": "", "revision": card.revision}
            services.submit_scorecard(services.save_scorecard(card, by=person, marks=marks, **told), by=person)
    text = strip_tags(see(made.secretary, "desk_ranking", *where(made)))
    assert "Their totals are equal: the jury decides their order. The jury decides. (Jury)" in text
    assert text.count("(shared)") == 2


def test_what_another_jury_comes_to_is_waited_for_and_nothing_is_decided_before():
    vote = make.part("public", aggregation=make.ballots())
    shares = make.shares(("jury", "80", {"kind": "percent_of_maximum"}), ("public", "20", {"kind": "percent_of_best"}))
    made = scored(further_parts=[vote], combine=shares)
    [ask] = made.round.ranking.content["asks"]
    failed = made.entries[1].work_code
    open_ones = sorted(entry.work_code for entry in made.entries if entry.work_code != failed)
    everybody = sorted(entry.work_code for entry in made.entries)
    assert (ask["step"], ask["wants"], sorted(ask["about"])) == ("number/public", "number", everybody)
    text = " ".join(strip_tags(see(made.secretary, "desk_ranking", *where(made))).split())
    assert "All entries: What this part comes to is entered by people." in text
    assert text.count("Undecided") == 3
    with pytest.raises(TransitionRefused) as refused:
        services.circulate_report(made.report, by=made.chair, remarks="")
    assert [gap.code for gap in refused.value.gaps] == ["open_number"]
    with pytest.raises(TransitionRefused):
        propose_decision(made.round, by=made.secretary, reasons={})
    ground = basis(made.round)
    assert [ask.step for ask in ground.asks] == ["number/public"]
    assert sorted(code for code, proposal in ground.proposed.items() if proposal.outcome is None) == open_ones


def test_decision_letter_record_and_winner_say_the_same_points():
    made = decided()
    first, second, _third, fourth = (entry.work_code for entry in made.entries)
    kept = {each.entry.work_code: (each.rank, f"{each.points:f}", each.rule) for each in Decision.objects.select_related("entry")}
    assert kept[fourth] == (1, "23.5000", "taken")
    assert kept[second] == (None, "28.0000", "out")
    record = RoundRecord.objects.get().content
    assert (record["most"], record["counts"]["passed"], record["counts"]["winner"]) == ("30", 3, 2)
    content = Notice.objects.get(decision__entry__work_code=second).content
    letter = shown(content, to="Somebody")
    assert letter["points_words"] == "28 of 30 points"
    assert [(each["key"], each["mean"], each["highest"]) for each in letter["criteria"]] == [
        ("benefit", "9.25", "10"),
        ("quality", "18.75", "20"),
        ("safe", "Fail", None),
    ]
    assert not letter["is_weighted"]
    assert Award.objects.filter(decision__entry__work_code=first).exists()


def test_pages_and_programs_of_the_public_say_of_how_many(client: Client):
    decided()
    assert "23.50 of 30 points." in strip_tags(client.get("/winners/").content.decode())
    assert {(row["points"], row["points_of"]) for row in client.get("/api/v1/winners/").json()["data"]} == {("23.5000", "30")}


def test_anybody_recomputes_it_from_the_published_bytes(client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    made = decided()
    path = tmp_path / "ranking.json"
    path.write_bytes(client.get(f"/api/v1/challenges/{made.challenge.reference}/rounds/1/ranking.json").content)
    call_command("recompute_ranking", path)
    assert "follows from the published rules and scorecards" in capsys.readouterr().out
    document = json.loads(path.read_text())
    # Of every card: the mean leaves the extremes out, so that a single one may change nothing.
    for card in document["ranking"]["scorecards"]:
        card["marks"]["benefit"] = "0.5"
    document["sha256"] = digest(document["ranking"])
    path.write_text(json.dumps(document))
    with pytest.raises(CommandError, match="not the one that the file states"):
        call_command("recompute_ranking", path)


def test_what_was_frozen_is_the_same_in_every_language():
    made = scored()
    with translation.override("pl"):
        assert digest(snapshot_content(made.round)) == made.round.ranking.sha256
