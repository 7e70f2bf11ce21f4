"""The clock: the database's time, one moment per request, movable by tests alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from core import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_the_database_tells_the_time_in_utc():
    assert abs(clock.database_now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_one_moment_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1), clock.one_moment():
        assert clock.now() == clock.now()


def test_outside_a_moment_the_clock_runs_on():
    assert clock.now() <= clock.now()


def test_a_moved_clock_runs_on_from_there_and_comes_back():
    with clock.moved_to(NOON):
        assert timedelta() <= clock.database_now() - NOON < timedelta(seconds=5)
        with clock.moved_to(NOON + timedelta(days=1)):
            assert clock.now() >= NOON + timedelta(days=1)
        assert clock.now() < NOON + timedelta(hours=1)
    assert abs(clock.database_now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_stands_fast_where_it_is_not_movable(settings):
    settings.CLOCK_MOVABLE = False
    with pytest.raises(ImproperlyConfigured), clock.moved_to(NOON):
        pass
