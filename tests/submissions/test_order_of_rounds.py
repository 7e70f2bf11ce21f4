"""Which rounds a proposal comes to, where it begins, and what is promised of them."""

import pytest

from accounts.roles import Role
from challenges.rules import stored
from core import clock
from core.lifecycle import TransitionRefused
from submissions import services
from submissions.models import Entry
from submissions.queries.proposals import proposals_of
from submissions.queries.starting import entrance, outline_of
from tests.factories import submissions as make
from tests.factories.accounts import sign_in
from tests.queries import assert_flat_queries

pytestmark = pytest.mark.django_db


def stage_of(rules, number):
    return rules["rounds"][number - 1]


def standings(challenge, by):
    [row] = proposals_of(by, now=clock.now(), reference=challenge.reference)
    return [(stage.standing, stage.can_write) for stage in row.stages]


def advance(entry):
    Entry.objects.filter(pk=entry.pk).update(state="advanced")


def start(proposal, number):
    stage = proposal.challenge.rounds.get(number=number)
    with clock.moved_to(stage.opens_at or clock.database_now()):
        return services.start_entry(proposal, by=make.writer_of(proposal), round=stage)


def test_a_round_is_reached_from_the_rounds_that_it_follows():
    def change(rules):
        stage_of(rules, 2)["follows"] = []
        stage_of(rules, 3)["follows"], stage_of(rules, 3)["joins"] = ["round-1", "round-2"], "all"

    proposal = make.make_proposal(make.make_open_challenge(rounds=3, rules=change))
    writer = make.writer_of(proposal)
    assert standings(proposal.challenge, writer) == [("draft", True), ("ready", True), ("waiting", False)]
    advance(proposal.entries.get())
    assert standings(proposal.challenge, writer)[2] == ("waiting", False)
    with pytest.raises(TransitionRefused, match="Only entries that advanced"):
        start(proposal, 3)
    advance(start(proposal, 2))
    assert standings(proposal.challenge, writer)[2] == ("ready", True)
    assert start(proposal, 3).round.number == 3


def test_one_of_several_rounds_is_enough_where_any_counts():
    def change(rules):
        stage_of(rules, 2)["follows"] = []
        stage_of(rules, 3)["follows"], stage_of(rules, 3)["joins"] = ["round-1", "round-2"], "any"

    proposal = make.make_proposal(make.make_open_challenge(rounds=3, rules=change))
    advance(proposal.entries.get())
    assert start(proposal, 3).round.number == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: stage.update(intake=None),
        lambda stage: stage["intake"]["channels"][0].update(kind="post"),
    ],
)
def test_a_round_without_entries_here_asks_for_none(client, change):
    challenge = make.make_open_challenge(rules=lambda rules: change(stage_of(rules, 2)))
    proposal = make.make_proposal(challenge)
    advance(proposal.entries.get())
    writer = make.writer_of(proposal)
    assert standings(challenge, writer)[1] == ("nothing", False)
    with pytest.raises(TransitionRefused):
        start(proposal, 2)
    sign_in(client, writer)
    assert "Nothing is handed in here" in client.get(f"/my/{challenge.reference}/").content.decode()


def test_one_begins_in_the_first_round_that_follows_no_other(client):
    def change(rules):
        first, second = rules["rounds"]
        first["follows"], second["follows"] = [second["key"]], []

    challenge = make.make_open_challenge(rules=change)
    assert entrance(challenge).number == 2
    proposal = make.make_proposal(challenge)
    assert proposal.entries.get().round.number == 2
    outline = outline_of(challenge, by=make.writer_of(proposal))
    assert (outline.round.number, outline.goes_on) == (2, True)
    sign_in(client, make.make_person())
    begun = client.post(f"/challenges/{challenge.reference}/start/", {"supplier": "person", "title": "Mine"})
    assert begun.url == f"/my/{challenge.reference}/round-2/"


def test_nobody_begins_where_nothing_is_handed_in_here(client):
    challenge = make.make_open_challenge(rounds=1, rules=lambda rules: stage_of(rules, 1).update(intake=None))
    assert entrance(challenge) is None
    assert client.get(f"/challenges/{challenge.reference}/start/").status_code == 404


def test_one_official_opens_where_the_rules_ask_for_none():
    challenge = make.make_open_challenge(rules=lambda rules: stage_of(rules, 1)["intake"].update(openers=None))
    stage = challenge.rounds.get(number=1)
    with make.after_deadline(stage):
        opened = services.consent_to_opening(stage, by=make.make_member(challenge.authority, Role.SECRETARY))
    assert opened.opened_at is not None


def test_the_start_page_tells_what_the_rules_promise(client):
    def change(rules):
        [part] = stage_of(rules, 1)["judging"]["parts"]
        part["weights"] = "equal"
        stage_of(rules, 1)["advancing"]["takes"] = [
            {"kind": "up_to", "key": "best", "lots": [], "at_least": 1, "at_most": 5, "at_line": "all"},
            {"kind": "named", "key": "wild", "lots": [], "count": 2},
        ]

    challenge = make.make_open_challenge(rules=change)
    told = client.get(f"/challenges/{challenge.reference}/start/").content.decode()
    assert "Into the next round: The best go on; how many is chosen. At least: 1. At most: 5." in told
    assert "Round 1: PLN\N{NO-BREAK SPACE}10,000 (tax: nothing is added). Everyone who advanced from “Round 1”." in told
    assert told.count("50%") == 2


def test_a_list_of_many_challenges_reads_their_rules_in_one_query(client):
    supplier, owner = make.make_supplier()
    make.make_proposal(supplier=supplier, by=owner)
    sign_in(client, owner)

    def cold():
        stored.forget()
        return client.get("/my/")

    assert_flat_queries(cold, grow=lambda: make.make_proposal(supplier=supplier, by=owner), at_most=15)
