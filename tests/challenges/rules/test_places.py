"""Places in words, in both languages."""

from typing import Any

import pytest
from django.utils.translation import override

from challenges.rules.findings import Finding
from tests.challenges.rules.documents import changed, whole


def titled() -> dict[str, Any]:
    data = whole()
    data["rules"]["rounds"][1]["title"] = {"en": "Prototype", "pl": "Prototyp"}
    data["rules"]["rounds"][1]["judging"]["parts"][0]["criteria"].append(
        {"title": {"en": "Security", "pl": "Bezpieczeństwo"}, "scale": {"kind": "numbers"}}
    )
    return data


@pytest.mark.parametrize(
    ("path", "english", "polish"),
    [
        (
            "rules.rounds[1].judging.parts[0].criteria[1].scale.step",
            "Round 2 “Prototype” › Criterion 2 “Security” › scale › step",
            "Etap 2 „Prototyp” › Kryterium 2 „Bezpieczeństwo” › skala › krok",
        ),
        (
            "rules.rounds[1].judging.ties",
            "Round 2 “Prototype” › judging › ties",
            "Etap 2 „Prototyp” › ocena › rozstrzyganie remisów",
        ),
        (
            "rules.rounds[3].judging.parts[1].jury",
            "Round 4 “Final” › Part 2 “Jury” › jury",
            "Etap 4 „Finał” › Część 2 „Sąd konkursowy” › jury",
        ),
        ("rules.rewards.stated_total", "Rewards › stated total", "Nagrody › podana suma"),
        (
            "rules.rewards.items[0].each",
            "Reward 1 “First prize” › what each gets",
            "Nagroda 1 „Nagroda pierwsza” › co otrzymuje każdy",
        ),
        ("rules.juries[0].kind", "Jury 1 “Jury” › kind", "Jury 1 „Sąd konkursowy” › rodzaj"),
        (
            "rules.rounds[0].intake.channels[1]",
            "Round 1 “Concept” › Way to hand in 2 “post”",
            "Etap 1 „Koncepcja” › Sposób złożenia 2 „poczta”",
        ),
        ("rules.rounds[3].follows[1]", "Round 4 “Final” › Round before 2", "Etap 4 „Finał” › Etap poprzedni 2"),
        ("rules.rounds[0].title.pl", "Round 1 “Concept” › title › Polish", "Etap 1 „Koncepcja” › tytuł › polski"),
        ("words.pl.title", "Words › Polish › title", "Opis › polski › tytuł"),
        ("notice.cpv_codes", "Notice of the competition › CPV codes", "Ogłoszenie o konkursie › kody CPV"),
        ("rules", "Rules", "Reguły"),
        ("rules.rounds[9].zap", "Round 10 › “zap”", "Etap 10 › „zap”"),
        ("rules.nonsense[0].more", "“nonsense” › no. 1 › more", "„nonsense” › nr 1 › more"),
        ("", "the whole document", "cały dokument"),
    ],
)
def test_a_place_is_told_in_words(path: str, english: str, polish: str) -> None:
    finding = Finding("shape.missing", path, within=titled())

    with override("en"):
        assert finding.place == english
    with override("pl"):
        assert finding.place == polish


def test_hostile_titles_do_not_break_the_words_of_a_place() -> None:
    for title in (None, 5, [], {"en": 5}, {"en": "x" * 5_000}, {"en": "two\nlines"}, {}):
        finding = Finding("shape.missing", "rules.rounds[0].zone", within=changed(whole(), "rules.rounds[0].title", title))

        assert finding.place.startswith("Round 1")
        assert "\n" not in finding.place
        assert len(finding.place) < 100
