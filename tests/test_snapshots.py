"""The tests' own database: every test finds it as the migrations left it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_afterwards(turn: int) -> None:
    assert not Group.objects.filter(name="committed by a test").exists()

    Group.objects.create(name="committed by a test")


@pytest.mark.django_db(transaction=True)
def test_what_migrations_put_in_is_there_after_a_test_that_commits() -> None:
    assert Page.objects.filter(depth=1).exists()
