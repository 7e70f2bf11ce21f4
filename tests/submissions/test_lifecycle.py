"""State x transition x role of an entry, against expectations written by hand."""

import pytest

from accounts.roles import Role
from core import clock
from submissions.lifecycle import ENTRY, EntryState
from submissions.models import Entry
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

WRITERS = {"owner", "contributor"}
SECRETARY = {"secretary"}
# While the round takes entries: transition, states it may start from, roles that may do it.
WHILE_OPEN = {
    "submit": ({"draft", "submitted", "withdrawn"}, WRITERS),
    # Nothing was amended; tests/submissions/test_amended.py amends.
    "confirm": (set(), set()),
    "withdraw": ({"submitted"}, WRITERS),
    "admit": (set(), set()),
    "reject": (set(), set()),
}
# After the opening.
AFTER_OPENING = {
    "submit": (set(), set()),
    "confirm": (set(), set()),
    "withdraw": (set(), set()),
    "admit": ({"submitted", "inadmissible"}, SECRETARY),
    "reject": ({"submitted", "admissible"}, SECRETARY),
}
ANSWERING = {"secretary", "publisher", "head"}
DECISIONS = {
    # Which of them it takes, the law profile says: tests/awards/test_agreeing.py, test_overturning.py.
    **{name: ({"admissible"}, ANSWERING) for name in ("advance", "not_advance", "win", "reserve")},
    "promote": ({"reserve"}, SECRETARY),
    "overturn": ({"winner"}, ANSWERING),
}
TARGETS = {
    "submit": "submitted",
    "confirm": "submitted",
    "withdraw": "withdrawn",
    "admit": "admissible",
    "reject": "inadmissible",
    "advance": "advanced",
    "not_advance": "not_advanced",
    "win": "winner",
    "reserve": "reserve",
    "promote": "winner",
    "overturn": "overturned",
}


def people(entry):
    supplier, authority = entry.proposal.supplier, entry.round.challenge.authority
    officials = (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR, Role.HEAD)
    return {
        "owner": make.writer_of(entry),
        "contributor": make.make_member(supplier, Role.CONTRIBUTOR),
        "viewer": make.make_member(supplier, Role.VIEWER),
        **{str(role): make.make_member(authority, role) for role in officials},
        "other authority's secretary": make.make_member(make.make_organisation("authority"), Role.SECRETARY),
        "other supplier's owner": make.make_supplier()[1],
        "administrator": make.make_person(is_administrator=True, is_superuser=True),
    }


def allowed(entry, users):
    """Return every (transition, state, role) that the table lets through."""
    found = set()
    for state in EntryState.values:
        entry.state = state
        for transition in ENTRY.transitions:
            for role, user in users.items():
                if not ENTRY.refusals(entry, transition.name, by=user):
                    found.add((transition.name, state, role))
    return found


def expected(table):
    return {(name, state, role) for name, (states, roles) in table.items() for state in states for role in roles}


def test_targets():
    assert {transition.name: transition.target for transition in ENTRY.transitions} == TARGETS


def test_while_the_round_takes_entries():
    entry = make.make_draft()
    assert allowed(entry, people(entry)) == expected(WHILE_OPEN | DECISIONS)


def test_after_the_deadline_nothing_moves_until_the_opening():
    entry = make.make_draft()
    with make.after_deadline(entry.round, seconds=1):
        assert allowed(entry, people(entry)) == expected(DECISIONS)


def test_after_the_opening():
    entry = make.make_submitted_entry()
    make.make_opened_round(entry.round.challenge, entries=0, admitted=False)
    entry = Entry.objects.get(pk=entry.pk)
    users = people(entry)
    with make.after_deadline(entry.round):
        assert allowed(entry, users) == expected(AFTER_OPENING | DECISIONS)
        entry.round.ranked_at = clock.now()
        assert allowed(entry, users) == expected(DECISIONS)
