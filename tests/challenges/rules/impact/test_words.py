"""Changes are told in sentences, in each language, also after they were frozen."""

import json
from typing import Any

import pytest
from django.utils.translation import override

from challenges.rules.base import HOLE
from challenges.rules.impact.changes import Change, changes_of
from challenges.rules.impact.consequences import OUTCOMES, REASONS
from tests.challenges.rules.documents import Data
from tests.challenges.rules.impact.amending import (
    AFTER,
    CONCEPT,
    CRITERION,
    FORM,
    OPEN,
    impact_by,
    impact_of,
)


def plainly(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (f"{CRITERION}.weight", "50", "Round 1 “Concept” › Criterion 1 “Need met” › weight: 60 → 50"),
        (f"{FORM}.late", "by_discretion", "Round 1 “Concept” › entries › late entries: are refused → may be admitted"),
        (f"{FORM}.replaceable", False, "Round 1 “Concept” › entries › entries may be replaced: yes → no"),
        (
            f"{FORM}.windows[0].closes.at",
            "2027-04-08T10:00:00Z",
            "→ 8 April 2027, 12:00 noon (Europe/Warsaw, UTC+2) (as printed: “1 April 2027, 12:00”)",
        ),
        (
            f"{FORM}.windows[0].closes.words",
            "1 April 2027 at noon",
            "→ 1 April 2027, 12:00 noon (Europe/Warsaw, UTC+2) (as printed: “1 April 2027 at noon”)",
        ),
        (
            "rules.rewards.pools[0].total.amount",
            "40000.5",
            "EUR 30,000 (tax: nothing is added) → EUR 40,000.50 (tax: nothing is added)",
        ),
        (f"{CONCEPT}.judging.parts[0].jury", "public", "Round 1 “Concept” › judging › jury: Jury → Users of the buildings"),
        ("rules.lots[1].within", None, "Lot 2 “Heat” › part of: Energy → a lot of its own"),
        (f"{CONCEPT}.judging.parts[0].scorecards_per_entry", None, "scorecards needed per entry: 3 → any number"),
        (f"{CONCEPT}.advancing.takes[0].places", 8, "places is announced: 8"),
        ("rules.rounds[2].judging.ties", [], "Tie-break 1 “they share the rank” is taken away"),
        (
            f"{CRITERION}.scale",
            {"kind": "pass_fail"},
            "Worded marks: 0 – nothing of it. → The entry passes or fails, and who fails is out.",
        ),
    ],
)
def test_a_change_is_one_line(path: str, value: Any, sentence: str) -> None:
    (change,) = impact_of((path, value))

    assert plainly(change.sentence).endswith(sentence)


def test_what_is_new_and_what_moved_is_named() -> None:
    def edit(data: Data) -> None:
        ties = data["rules"]["rounds"][0]["judging"]["ties"]
        ties.reverse()
        questions = data["rules"]["rounds"][0]["intake"]["questions"]
        questions.append(questions[2] | {"key": "more", "label": {"en": "Anything else", "pl": "Inne"}})

    added, moved = impact_by(edit)

    assert added.sentence.startswith(
        "Round 1 “Concept” › Question 8 “Anything else” is new: Text (help: none, must be answered: yes"
    )
    assert moved.sentence.startswith(
        "Round 1 “Concept” › judging › ties in another order: “They share the rank.”, “The higher mark"
    )
    assert (added.was, moved.was.startswith("“The higher mark")) == ("", True)


def test_another_part_of_the_same_name_is_told_as_another() -> None:
    (change,) = impact_of(("rules.rounds[1].judging.period.key", "other"))

    assert change.sentence.startswith("Round 2 “Trial in a building” › judging › period of judging: another one of the same name")


def test_frozen_changes_are_plain_json_and_can_be_told_in_any_language_later() -> None:
    changes = impact_of((f"{CRITERION}.weight", "50"), (f"{FORM}.windows", []), (f"{FORM}.anonymity", None))
    frozen = json.loads(json.dumps([change.as_json() for change in changes]))

    again = changes_of(frozen, *documents(changes[0]))

    assert again == changes
    assert [change.sentence for change in again] == [change.sentence for change in changes]
    with override("pl"):
        weight = next(each for each in again if each.path.endswith("weight"))
        assert weight.place.startswith("Etap 1")
        assert weight.place.endswith("waga")


def documents(change: Change) -> tuple[Any, Any]:
    compared = change.compared
    assert compared is not None
    return compared.old.document, compared.new.document


def test_what_is_frozen_has_no_words_and_nothing_where_nothing_stands() -> None:
    (removed,) = impact_of(("rules.rounds[2].judging.ties", []))

    assert removed.as_json() == {
        "path": "rules.rounds[poll].judging.ties[same]",
        "how": "removed",
        "class": "breaking",
        "outcome": "confirm",
        "direction": "",
        "rounds": ["concept", "poll"],
        "reason": "",
        "reserved": "",
        "completes": False,
        "before": {"kind": "shared_rank", "key": "same", "lots": []},
    }
    assert removed.after is HOLE


def test_a_change_without_its_documents_cannot_tell_itself() -> None:
    change = Change(path="rules.zone", how="changed", before="a", after="b", gravity="words", outcome="nothing")  # type: ignore[arg-type]

    assert change.consequence == "Nothing changes for those who have entered."
    with pytest.raises(LookupError, match="beside the documents"):
        change.place  # noqa: B018 - asking is the test


def test_consequences_and_reasons_are_sentences_in_both_languages() -> None:
    english = [str(words) for words in (*OUTCOMES.values(), *REASONS.values())]
    with override("pl"):
        polish = [str(words) for words in (*OUTCOMES.values(), *REASONS.values())]

    assert all(text.endswith(".") for text in english + polish)
    assert not set(english) & set(polish)


@pytest.mark.parametrize(
    ("at", "consequence", "reason"),
    [
        (OPEN, "Entries handed in stay; suppliers with an entry are asked to confirm it.", ""),
        (
            AFTER,
            "This change cannot be published.",
            "The deadline of this round has passed: its criteria, scale, weights, aggregation and ties do not change any more.",
        ),
    ],
)
def test_the_consequence_is_one_plain_sentence(at: Any, consequence: str, reason: str) -> None:
    (change,) = impact_of((f"{CRITERION}.weight", "50"), at=at)

    assert (change.consequence, change.why_forbidden) == (consequence, reason)
