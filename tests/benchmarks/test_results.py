import json

import pytest

from benchmarks import results
from benchmarks.measuring import percentile
from benchmarks.results import Row, SizeResult, broken_limits, table, write_report


def size(entries=1_000, memory=(180, 190), **row):
    measured = {"queries": 7, "budget": 10, "p50": 20.0, "p95": 31.5, "per_second": 90.1, "ratio": 4.2} | row
    return SizeResult(entries, 12.3, [Row("challenges", "/challenges/", **measured)], list(memory))


@pytest.mark.parametrize(("rank", "milliseconds"), [(50, 2.0), (95, 4.0), (1, 1.0)])
def test_a_percentile_is_a_time_that_was_measured(rank, milliseconds):
    assert percentile([0.004, 0.001, 0.003, 0.002], rank) == milliseconds


def test_nothing_is_broken_within_all_limits():
    assert list(broken_limits([size(), size(10_000)])) == []


def test_too_many_queries_break_a_limit():
    assert list(broken_limits([size(queries=11)])) == ["challenges, 1000 entries: 11 queries, at most 10 are allowed."]


def test_a_page_without_a_limit_may_ask_as_much_as_it_needs():
    assert list(broken_limits([size(queries=22, budget=None)])) == []


def test_queries_that_grow_with_the_entries_break_a_limit():
    broken = list(broken_limits([size(), size(10_000, queries=9)]))

    assert broken == ["challenges: the number of queries depends on the number of entries (7 with 1000, 9 with 10000)."]


def test_a_missing_page_is_not_skipped():
    assert list(broken_limits([size(problem="missing")])) == ["challenges, 1000 entries: missing"]
    assert "missing" in table(size(problem="missing"))


def test_a_large_process_breaks_a_limit():
    assert list(broken_limits([size(memory=(200, 251))])) == [
        "A web process takes 251 MB with 1000 entries, at most 250 are allowed."
    ]


def test_the_table_names_every_number():
    lines = table(size()).splitlines()

    assert lines[0] == "1,000 entries, filled in 12 s; web processes: 180 MB, 190 MB"
    assert lines[-1].split() == ["challenges", "7", "10", "20.0", "31.5", "90.1", "4.2"]


def test_the_report_is_json(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "FILE", tmp_path / "latest.json")

    write_report([size()], ["too slow"], cores=2)

    written = json.loads((tmp_path / "latest.json").read_text())
    assert (written["cores"], written["broken_limits"]) == (2, ["too slow"])
    assert written["sizes"][0]["rows"][0]["queries"] == 7


def test_a_size_is_read_as_it_was_written(tmp_path):
    size().write(tmp_path / "size.json")

    assert SizeResult.from_file(tmp_path / "size.json") == size()
