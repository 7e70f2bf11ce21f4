from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.roles import Role
from tests.factories.accounts import sign_in
from tests.factories.challenges import make_authority, make_official


@pytest.fixture
def ministry() -> SimpleNamespace:
    """An authority with one person for each role."""
    authority = make_authority()
    people = {role.value: make_official(authority, role) for role in (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR)}
    return SimpleNamespace(authority=authority, **people)


@pytest.fixture
def signed_in() -> object:
    """A function that returns a browser in which a person is signed in with a second factor."""

    def as_person(person: object) -> Client:
        client = Client()
        sign_in(client, person)
        return client

    return as_person
