import pytest

from benchmarks import computing


@pytest.mark.parametrize(("what", "most"), computing.LIMITS.items())
def test_what_takes_longer_than_it_may_is_told(what, most):
    quick = dict.fromkeys(computing.LIMITS, 0.0)

    assert computing.broken_limits(quick | {what: most}) == []
    assert computing.broken_limits(quick | {what: most + 0.1}) == [f"{what}: {most + 0.1} s, at most {most} s are allowed."]


def test_the_ranking_that_is_measured_ranks_every_entry(monkeypatch):
    monkeypatch.setattr(computing, "ENTRIES", 20)
    assert len(computing.ranking()().standings) == 20
    assert 0 <= computing.best_of(lambda: None) < 1


def test_the_rehearsal_that_is_measured_plays_every_entry(monkeypatch):
    monkeypatch.setattr(computing, "REHEARSED_ENTRIES", 6)
    stages = computing.rehearsal()().stages
    cards = stages[0].played.entries[0].cards["main"]

    assert stages[0].came == 6
    assert [len(card.marks) for card in cards] == [12] * 7
