"""A document is read with holes where something is missing or has no proper shape; each is one finding at its place in words."""

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from challenges.rules.base import HOLE
from challenges.rules.findings import CODES, Finding, Severity, declare
from challenges.rules.paths import steps_of
from challenges.rules.reading import read, read_section
from tests.challenges.rules.documents import GONE, addresses, as_text, at, changed, found, read_changed, whole

CRITERION = "rules.rounds[0].judging.parts[0].criteria[1]"
CHOICES = ["content", "identity", "price"]


def test_a_whole_document_leaves_nothing_to_say() -> None:
    reading = read(as_text(whole()))

    assert reading.findings == ()
    assert reading.document is not None
    assert reading.rules == reading.document.rules
    assert reading.data == whole()


def members() -> list[str]:
    return [path for path, _value in addresses(whole()) if isinstance(steps_of(path)[-1], str) and may_be_missing(path)]


def may_be_missing(path: str) -> bool:
    """Return whether the place is a member of a part, other than `call`: no text in one language, nothing within the brief."""
    *_above, last = steps_of(path)
    return path != "call" and last not in ("en", "pl") and ".brief[" not in path


def test_each_missing_member_is_one_open_finding_at_its_place() -> None:
    wrong = {}
    for path in members():
        reading = read(changed(whole(), path, GONE))
        if [(finding.code, finding.path, finding.severity) for finding in reading.findings] != [
            ("shape.missing", path, Severity.OPEN)
        ] or reading.rules is not None:
            wrong[path] = found(reading)

    assert wrong == {}


def test_a_file_that_is_silent_of_a_joint_call_has_none() -> None:
    data = whole()
    del data["call"]
    # What the shared pool and window are for is then unknown.
    data["rules"]["rewards"]["items"][0]["pool"] = None
    data["rules"]["rounds"][0]["intake"]["call_windows"] = []

    reading = read(data)

    assert reading.findings == ()
    assert reading.document is not None
    assert reading.document.call is None
    assert reading.data["call"] is None


@pytest.mark.parametrize(
    ("code", "path", "value", "params"),
    [
        ("shape.unknown_member", f"{CRITERION}.wieght", "40", {}),
        ("shape.kind", f"{CRITERION}.scale.kind", "stars", {"found": "stars"}),
        ("shape.kind", "rules.rounds[0].advancing.takes[0].places.kind", "soon", {"found": "soon"}),
        ("shape.choice", "rules.rounds[0].intake.questions[0].envelope", "letter", {"found": "letter", "known": CHOICES}),
        ("shape.object", f"{CRITERION}.scale", "numbers", {"found": "numbers"}),
        ("shape.object", "notice", None, {"found": "null"}),
        ("shape.list", "rules.rounds", {}, {"found": "{…}"}),
        ("shape.texts", "rules.rounds[0].title", "Concept", {"found": "Concept"}),
        ("shape.texts", "rules.rounds[0].title", {}, {"found": "{…}"}),
        ("shape.text", "rules.rounds[0].title.en", 5, {"found": "5"}),
        ("shape.text", "rules.zone", [], {"found": "[…]"}),
        ("shape.text", "words.en.summary", False, {"found": "false"}),
        ("text.empty", "rules.rounds[0].title.en", " ", {}),
        ("text.empty", "rules.zone", "", {}),
        ("text.empty", "words.pl.title", "\u200b \u00ad", {}),
        ("text.long", "rules.rounds[0].title.en", "x" * 5_001, {"characters": 5_000}),
        ("shape.decimal", f"{CRITERION}.scale.step", "1e3", {"found": "1e3"}),
        ("shape.decimal", f"{CRITERION}.scale.step", 0.5, {"found": "0.5"}),
        ("shape.decimal", f"{CRITERION}.weight", "040", {"found": "040"}),
        ("shape.number", "rules.juries[0].members", "5", {"found": "5"}),
        ("shape.number", "rules.juries[0].members", -1, {"found": "-1"}),
        ("shape.number", "rules.juries[0].members", True, {"found": "true"}),
        ("shape.yes_no", "rules.juries[0].binding", 1, {"found": "1"}),
        ("shape.moment", "rules.rounds[0].intake.windows[0].opens.at", "2027-02-30T10:00:00Z", {"found": "2027-02-30T10:00:00Z"}),
        ("shape.moment", "rules.rounds[0].intake.windows[0].opens.at", "2027-03-01T10:00:00+01:00", {}),
        ("shape.day", "rules.law.values[0].as_of", "2027-1-15", {"found": "2027-1-15"}),
        ("shape.key", "rules.rounds[0].key", "Concept", {"found": "Concept"}),
        ("shape.language", "rules.languages[1]", "Polish", {"found": "Polish"}),
        ("shape.language", "rules.rounds[0].title.polish", "x", {"found": "polish"}),
        ("shape.currency", "notice.budget.currency", "euro", {"found": "euro"}),
        ("shape.object", "words.en.brief[0]", "text", {"found": "text"}),
    ],
)
def test_one_mistake_of_shape_is_one_finding_at_its_place(code: str, path: str, value: Any, params: dict[str, Any]) -> None:
    reading = read_changed((path, value))

    assert found(reading) == [(code, path)]
    assert params.items() <= reading.findings[0].params.items()
    assert reading.rules is None
    assert reading.document is not None


def test_a_month_is_asked_for_as_such() -> None:
    month = {"kind": "month", "month": "2027-13", "words": "March"}

    reading = read_changed(("rules.rounds[0].intake.enquiries[0].opens", month))

    assert found(reading) == [("shape.month", "rules.rounds[0].intake.enquiries[0].opens.month")]


def test_what_is_broken_is_a_hole_and_the_rest_is_read() -> None:
    reading = read_changed((f"{CRITERION}.scale.step", 5), ("rules.rounds[1].judging.parts[0].criteria[0]", "nothing"))

    assert reading.document is not None
    rounds = reading.document.rules.rounds
    assert rounds[0].judging is not None
    assert rounds[1].judging is not None
    assert rounds[0].judging.parts[0].criteria[1].scale.step is HOLE  # type: ignore[union-attr]
    assert rounds[1].judging.parts[0].criteria is HOLE  # type: ignore[comparison-overlap]


def test_all_is_said_at_once() -> None:
    reading = read_changed((f"{CRITERION}.scale.step", "1e3"), ("rules.zone", GONE), ("words.pl.titel", "x"))

    assert found(reading) == [
        ("shape.unknown_member", "words.pl.titel"),
        ("shape.decimal", f"{CRITERION}.scale.step"),
        ("shape.missing", "rules.zone"),
    ]
    assert [finding.severity for finding in reading.findings] == ["blocking", "blocking", "open"]
    assert reading.under("rules.rounds[0]") == (reading.findings[1],)
    assert reading.of(Severity.OPEN) == (reading.findings[2],)
    assert not reading.is_usable


def test_a_hole_leaves_a_draft_usable_but_gives_no_rules() -> None:
    reading = read_changed(("rules.zone", GONE))

    assert reading.is_usable
    assert reading.rules is None


# --- Words -----------------------------------------------------------------------------------------------------------


def titled() -> dict[str, Any]:
    data = whole()
    data["rules"]["rounds"][1]["title"] = {"en": "Prototype", "pl": "Prototyp"}
    data["rules"]["rounds"][1]["judging"]["parts"][0]["criteria"].append({"title": {"en": "Security", "pl": "Bezpieczeństwo"}})
    return data


@pytest.mark.parametrize(
    ("path", "english", "polish"),
    [
        (
            "rules.rounds[1].judging.parts[0].criteria[1].scale.step",
            "Round 2 “Prototype” › Criterion 2 “Security” › scale › step",
            None,
        ),
        ("rules.rounds[1].judging.ties", "Round 2 “Prototype” › judging › ties", None),
        ("rules.rounds[3].judging.parts[1].jury", "Round 4 “Final” › Part 2 “Jury” › jury", None),
        ("rules.rewards.stated_total", "Rewards › stated total", None),
        ("rules.rewards.items[0].each", "Reward 1 “First prize” › what each gets", None),
        ("rules.juries[0].kind", "Jury 1 “Jury” › kind", None),
        ("rules.rounds[0].intake.channels[1]", "Round 1 “Concept” › Way to hand in 2 “post”", None),
        ("rules.rounds[3].follows[1]", "Round 4 “Final” › Round before 2", None),
        ("rules.rounds[0].title.pl", "Round 1 “Concept” › title › Polish", None),
        ("words.pl.title", "Words › Polish › title", None),
        ("notice.cpv_codes", "Notice of the competition › CPV codes", None),
        ("rules", "Rules", None),
        ("rules.rounds[9].zap", "Round 10 › “zap”", None),
        ("rules.nonsense[0].more", "“nonsense” › no. 1 › more", None),
        ("", "the whole document", None),
    ],
)
def test_a_place_is_told_in_words(path: str, english: str, polish: str | None) -> None:
    finding = Finding("shape.missing", path, within=titled())

    with override("en"):
        assert finding.place == english
    if polish:
        with override("pl"):
            assert finding.place == polish


def test_hostile_titles_do_not_break_the_words_of_a_place() -> None:
    for title in (None, 5, [], {"en": 5}, {"en": "x" * 5_000}, {"en": "two\nlines"}, {}):
        finding = Finding("shape.missing", "rules.rounds[0].zone", within=changed(whole(), "rules.rounds[0].title", title))

        assert finding.place.startswith("Round 1")
        assert "\n" not in finding.place
        assert len(finding.place) < 100


def test_a_finding_says_everything_of_itself_in_json() -> None:
    finding = read_changed(("rules.rounds[0].intake.questions[0].envelope", "letter")).findings[0]

    with override("en"):
        assert finding.as_json() == {
            "code": "shape.choice",
            "severity": "blocking",
            "path": "rules.rounds[0].intake.questions[0].envelope",
            "place": "Round 1 “Concept” › Question 1 “How far does the solution reach?” › envelope",
            "reason": "“letter” cannot be chosen here.",
            "remedy": "Choose one of: content, identity, price.",
            "params": {"found": "letter", "known": CHOICES},
        }


def test_no_code_is_declared_twice() -> None:
    with pytest.raises(ValueError, match=r"shape\.missing"):
        declare({"shape.missing": CODES["shape.missing"]})


# --- Sections --------------------------------------------------------------------------------------------------------


def test_a_section_is_read_alone() -> None:
    draft: dict[str, Any] = {"rules": {"rounds": [at(whole(), "rules.rounds[0]")]}}
    changed(draft, "rules.rounds[0].judging.parts[0].criteria[0].weight", "sixty")
    changed(draft, "rules.rounds[0].judging.ties", GONE)

    judging, findings = read_section(draft, "rules.rounds[0].judging")

    assert [(finding.code, finding.path) for finding in findings] == [
        ("shape.decimal", "rules.rounds[0].judging.parts[0].criteria[0].weight"),
        ("shape.missing", "rules.rounds[0].judging.ties"),
    ]
    assert judging.parts[0].criteria[1].weight == "40"
    assert judging.ties is HOLE
    assert findings[0].place.startswith("Round 1 “Concept” › Criterion 1")


@pytest.mark.parametrize("path", ["rules.juries[0]", "rules.lots", "rules.rounds[0].intake.windows[0]", "words.pl", "notice"])
def test_sections_of_every_sort_can_be_read_alone(path: str) -> None:
    part, findings = read_section(whole(), path)

    assert findings == ()
    assert part


def test_a_section_that_is_no_object_is_no_part() -> None:
    assert read_section({"notice": []}, "notice") == (HOLE, (Finding("shape.object", "notice", {"found": "[…]"}),))
    assert read_section({"notice": "\x00"}, "notice") == (HOLE, (Finding("text.control", "notice"),))


@pytest.mark.parametrize("path", ["rules.rounds[7]", "rules.lots", "words"])
def test_a_section_that_is_not_there_is_open(path: str) -> None:
    assert read_section({"rules": {"rounds": []}}, path) == (HOLE, (Finding("shape.missing", path),))


@pytest.mark.parametrize("path", ["rules.nothing", "rules.lots.energy", "worlds"])
def test_a_section_that_no_document_has_cannot_be_read(path: str) -> None:
    with pytest.raises(KeyError):
        read_section(whole(), path)


# --- Hostile documents -----------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["kind", "numbers", "12.5"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "key", "title", "en", "rounds", "words"]) | st.text(max_size=5), inner, max_size=4
        )
    ),
    max_leaves=12,
)
PLACES = [path for path, _value in addresses(whole())]


@given(path=st.sampled_from(PLACES), value=JSON)
@settings(max_examples=300, deadline=None)
def test_whatever_stands_anywhere_gives_findings_there_and_no_exception(path: str, value: Any) -> None:
    reading = read_changed((path, value))

    for finding in reading.findings:
        assert finding.code in CODES
        assert finding.place
        assert finding.reason
        assert finding.remedy
    assert reading.rules is None or reading.document is not None


@given(data=JSON)
@settings(max_examples=200, deadline=None)
def test_whatever_the_document_is_gives_findings_and_no_exception(data: Any) -> None:
    assert read({"format": 2, "rules": data}).rules is None
    assert read(as_text(data)).findings
