"""A key that is gone never returns, and never means something else."""

from challenges.rules.document import Document
from challenges.rules.impact.changes import impact
from challenges.rules.impact.keys import retired_keys, returning_keys
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


def test_a_retired_key_returns_whatever_it_means_now() -> None:
    versions = [FIRST, without("plan")]

    assert returning_keys(versions, without("plan", "who")) == ()
    assert returning_keys(versions, without("who")) == (f"{QUESTIONS}[plan]",)
    assert returning_keys(versions, as_file("plan")) == (f"{QUESTIONS}[plan]",)


def test_a_key_of_any_former_version_keeps_its_kind() -> None:
    versions = [FIRST, without("method"), without("method", "who")]

    assert returning_keys(versions, as_file("method")) == (
        f"{QUESTIONS}[method].kind",
        f"{QUESTIONS}[method]",
        f"{QUESTIONS}[who]",
    )


def test_the_impact_forbids_a_key_that_returns() -> None:
    retired = retired_keys([FIRST, without("plan")])

    (change,) = impact(without("plan"), FIRST, moment=moment(), retired=retired)

    assert (change.path, change.gravity, change.reason) == (f"{QUESTIONS}[plan]", "forbidden", "key_retired")
    assert impact(without("plan"), published(), moment=moment())[0].gravity == "adding"
