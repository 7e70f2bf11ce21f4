"""A key that is gone never returns, and never means something else."""

from challenges.rules.document import Document
from challenges.rules.impact.changes import impact
from challenges.rules.impact.keys import retired_keys
from tests.challenges.rules.documents import whole
from tests.challenges.rules.impact.amending import moment, published, read

QUESTIONS = "rules.rounds[concept].intake.questions"


def without(*keys: str) -> Document:
    data = whole()
    intake = data["rules"]["rounds"][0]["intake"]
    intake["questions"] = [question for question in intake["questions"] if question["key"] not in keys]
    return read(data)


def as_file(key: str) -> Document:
    data = whole()
    for question in data["rules"]["rounds"][0]["intake"]["questions"]:
        if question["key"] == key:
            question["kind"] = "file"
    return read(data)


FIRST = read(whole())


def test_what_one_version_took_away_is_retired() -> None:
    assert retired_keys([FIRST]) == frozenset()
    assert retired_keys([FIRST, without("plan"), without("plan", "who")]) == {f"{QUESTIONS}[plan]", f"{QUESTIONS}[who]"}


def test_values_of_the_law_are_not_keys_of_parts() -> None:
    data = whole()
    data["rules"]["law"]["values"] = []

    assert retired_keys([FIRST, read(data)]) == frozenset()


def test_the_impact_forbids_a_key_that_returns() -> None:
    retired = retired_keys([FIRST, without("plan")])

    (change,) = impact(without("plan"), FIRST, moment=moment(), retired=retired)

    assert (change.path, change.gravity, change.reason) == (f"{QUESTIONS}[plan]", "forbidden", "key_retired")
    assert impact(without("plan"), published(), moment=moment())[0].gravity == "adding"


def test_a_key_that_was_gone_for_longer_does_not_return_as_something_else() -> None:
    retired = retired_keys([FIRST, without("method"), without("method", "who")])

    changes = impact(without("method", "who"), as_file("method"), moment=moment(), retired=retired)

    assert {(change.path, change.reason) for change in changes} == {
        (f"{QUESTIONS}[method]", "key_retired"),
        (f"{QUESTIONS}[who]", "key_retired"),
    }
