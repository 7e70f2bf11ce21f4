"""Limits of participation: told before one starts, checked when something is handed in, also when two do so at once."""

import threading

import pytest
from django.db import connection, connections

from core.lifecycle import TransitionRefused
from submissions import services
from submissions.models import Entry
from submissions.participation import has_room
from submissions.queries.starting import outline_of
from tests.factories import submissions as make
from tests.submissions.lots import limit, make_challenge_of_lots, start, submit

pytestmark = pytest.mark.django_db


def refusals(proposal):
    """Return the codes for which handing in is refused; none if it is not."""
    try:
        submit(proposal)
    except TransitionRefused as refused:
        return [gap.code for gap in refused.gaps]
    return []


def of_one_supplier(challenge, *lots):
    supplier, owner = make.make_supplier()
    return [start(challenge, lot, supplier=supplier, by=owner) for lot in lots]


def test_entries_of_each_entrant_in_the_challenge():
    challenge = make_challenge_of_lots(limit(2))
    mine = of_one_supplier(challenge, "rocket", "wave", "tide")
    assert [refusals(proposal) for proposal in mine] == [[], [], ["over_limit"]]
    assert refusals(start(challenge, "tide")) == []


def test_what_was_taken_back_makes_room_and_what_is_handed_in_again_needs_none():
    first, second = of_one_supplier(make_challenge_of_lots(limit(1)), "rocket", "wave")
    entry = submit(first)
    writer = make.writer_of(first)
    services.save_draft(entry, by=writer, answers={"problem": "Sharper."})
    assert refusals(first) == []
    services.withdraw_entry(Entry.objects.get(pk=entry.pk), by=writer)
    assert refusals(second) == []
    assert refusals(first) == ["over_limit"]


def test_parts_of_a_lot_count_together_in_it():
    challenge = make_challenge_of_lots(limit(1, per="lot"))
    mine = of_one_supplier(challenge, "rocket", "wave", "tide")
    assert [refusals(proposal) for proposal in mine] == [[], [], ["over_limit"]]


def test_lots_of_each_entrant():
    challenge = make_challenge_of_lots(limit(1, counts="lots"))
    assert [refusals(proposal) for proposal in of_one_supplier(challenge, "rocket", "wave")] == [[], ["over_limit"]]


def test_limit_of_some_lots_binds_there_alone():
    challenge = make_challenge_of_lots(limit(1, lots=["sea"]))
    mine = of_one_supplier(challenge, "rocket", "balloon", "wave", "tide")
    assert [refusals(proposal) for proposal in mine] == [[], [], [], ["over_limit"]]


def test_places_for_everybody_together():
    challenge = make_challenge_of_lots(limit(2, of={"kind": "everyone"}))
    begun = [start(challenge, lot) for lot in ("rocket", "rocket", "wave")]
    assert [refusals(proposal) for proposal in begun] == [[], [], ["over_limit"]]


@pytest.mark.parametrize("excess", ["disqualify_all", "keep_first", "keep_last", "applicant_chooses", "reserve_list"])
def test_surplus_that_is_sorted_out_later_can_be_handed_in(excess):
    mine = of_one_supplier(make_challenge_of_lots(limit(1, excess=excess)), "rocket", "wave")
    assert [refusals(proposal) for proposal in mine] == [[], []]


@pytest.mark.parametrize("members", [{"at_most": None}, {"per": "call"}, {"counts": "wins"}, {"of": {"kind": "person"}}])
def test_what_is_not_counted_at_hand_in_refuses_nobody(members):
    mine = of_one_supplier(make_challenge_of_lots({**limit(), **members}), "rocket", "wave")
    assert [refusals(proposal) for proposal in mine] == [[], []]


def test_surplus_that_cannot_happen_does_not():
    mine = of_one_supplier(make_challenge_of_lots(limit(1, excess=None)), "rocket", "wave")
    assert [refusals(proposal) for proposal in mine] == [[], ["over_limit"]]


def test_start_is_refused_once_the_limit_is_used_up_but_what_was_begun_is_found():
    challenge = make_challenge_of_lots(limit(1))
    supplier, owner = make.make_supplier()
    first, second = (start(challenge, lot, supplier=supplier, by=owner) for lot in ("rocket", "wave"))
    submit(first)
    with pytest.raises(TransitionRefused) as refused:
        start(challenge, "tide", supplier=supplier, by=owner)
    assert [gap.code for gap in refused.value.gaps] == ["over_limit"]
    assert start(challenge, "wave", supplier=supplier, by=owner) == second


def test_limits_and_conditions_are_told_before_one_starts():
    challenge = make_challenge_of_lots(limit(2), limit(1, key="sea-once", lots=["sea"]))
    outline = outline_of(challenge, by=make.make_person())
    assert len(outline.limits) == 2
    assert "at most 2" in outline.limits[0]
    assert outline.limits[1].endswith("(only in: Sea)")
    assert outline.lots == {"rocket": "Rocket", "balloon": "Balloon", "wave": "Sea › Wave", "tide": "Sea › Tide"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["applicant", "everyone"])
def test_of_two_that_are_handed_in_at_once_one_finds_room(of):
    """On PostgreSQL in threads that race for the last place; on SQLite, where writers queue, one after the other."""
    challenge = make_challenge_of_lots(limit(1, of={"kind": of}))
    mine = of_one_supplier(challenge, "rocket", "wave", "tide", "balloon")
    codes: list[list[str]] = []

    def act(proposal):
        try:
            codes.append(refusals(proposal))
        finally:
            connections.close_all()

    if connection.vendor == "postgresql":
        threads = [threading.Thread(target=act, args=[proposal]) for proposal in mine]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    else:
        codes = [refusals(proposal) for proposal in mine]
    assert sorted(codes) == [[], *[["over_limit"]] * 3]
    assert Entry.objects.handed_in().count() == 1


def test_room_in_a_lot_is_counted_in_the_lot_around_it_too():
    rules = make_challenge_of_lots(limit(2, per="lot")).rules
    [two] = rules.participation.limits
    assert has_room(rules, two, "wave", ["wave", "rocket"])
    assert not has_room(rules, two, "wave", ["wave", "tide"])
