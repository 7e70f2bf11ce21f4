"""The lifecycle table answers "why not?": state first, then permission, then every guard's gaps."""

from dataclasses import dataclass, field

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from core import permissions
from core.lifecycle import Gap, Lifecycle, Transition, TransitionRefused


@dataclass
class Door:
    state: str = "open"
    gaps: list[str] = field(default_factory=list)


@dataclass
class Person:
    is_keeper: bool
    is_active: bool = True
    is_anonymous: bool = False


def _gaps_of(door, _by):
    return [Gap(text) for text in door.gaps]


DOOR = Lifecycle("door", (Transition("close", ("open",), "closed", "test.close", (_gaps_of,)),))


@pytest.fixture(autouse=True)
def _keeper_permission():
    permissions.add_permission("test.close", rules.predicate(lambda user, _door: getattr(user, "is_keeper", False)))
    yield
    rules.remove_perm("test.close")


def test_a_transition_that_nothing_stands_against_leads_to_its_target():
    assert DOOR.demand(Door(), "close", by=Person(is_keeper=True)) == "closed"


def test_a_wrong_state_is_refused_first():
    (gap,) = DOOR.refusals(Door("closed", ["jammed"]), "close", by=Person(is_keeper=False))
    assert "closed" in str(gap.message)


def test_a_person_without_the_permission_is_not_told_the_gaps():
    (gap,) = DOOR.refusals(Door(gaps=["jammed"]), "close", by=Person(is_keeper=False))
    assert "role" in str(gap.message)


def test_every_gap_is_told_at_once():
    with pytest.raises(TransitionRefused) as refused:
        DOOR.demand(Door(gaps=["jammed", "blocked"]), "close", by=Person(is_keeper=True))
    assert [gap.message for gap in refused.value.gaps] == ["jammed", "blocked"]


def test_an_unknown_transition_is_a_programming_error():
    with pytest.raises(KeyError):
        DOOR.refusals(Door(), "paint", by=Person(is_keeper=True))


def test_an_unknown_permission_is_a_programming_error():
    with pytest.raises(KeyError):
        permissions.may(Person(is_keeper=True), "test.paint")


def test_nobody_and_people_who_may_not_sign_in_are_refused():
    assert not permissions.may(AnonymousUser(), "test.close", Door())
    assert not permissions.may(Person(is_keeper=True, is_active=False), "test.close", Door())
