"""Queries that do not grow with what is listed."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> list[str]:
    """Return the SQL that an act sends, after one run that fills what is cached for longer than a request."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries.captured_queries]


def assert_flat_queries(act: Callable[[], object], *, grow: Callable[[], object], at_most: int) -> None:
    """Assert that a list needs the same queries for 1 and for 3 items, and no more than allowed.

    Args:
        act: shows the list, for example `lambda: client.get(url)`; it holds one item at first.
        grow: adds one item to the list.
        at_most: how many queries the page may need.
    """
    one = count_queries(act)
    grow()
    grow()
    three = count_queries(act)

    assert len(one) == len(three), "\n".join(["With 1:", *one, "With 3:", *three])
    assert len(one) <= at_most, "\n".join(one)
