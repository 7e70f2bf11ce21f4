from benchmarks import computing


def test_what_takes_longer_than_it_may_is_told():
    [(what, most)] = computing.LIMITS.items()
    assert computing.broken_limits({what: most}) == []
    assert computing.broken_limits({what: most + 0.1}) == [f"{what}: {most + 0.1} s, at most {most} s are allowed."]


def test_the_ranking_that_is_measured_ranks_every_entry(monkeypatch):
    monkeypatch.setattr(computing, "ENTRIES", 20)
    assert len(computing.ranking()().standings) == 20
    assert 0 <= computing.best_of(lambda: None) < 1
