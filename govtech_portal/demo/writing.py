"""What the demo's officials and suppliers write: briefs, answers and reasons, from the content files."""

import random
from decimal import Decimal
from typing import Any

from challenges.rules import building
from govtech_portal.demo import content
from govtech_portal.demo.documents import document

_HEADINGS = {
    "problem": {"en": "The problem", "pl": "Problem"},
    "goal": {"en": "What we are looking for", "pl": "Czego szukamy"},
    "limits": {"en": "What to keep in mind", "pl": "O czym pamiętać"},
}
_STEPS = {
    "en": (
        "Three weeks of joining the data and looking at ten cases together; five weeks with a first tool for two people; "
        "six weeks until the whole office works with it. The greatest risk is data that arrive late, so we begin with last "
        "year's copy."
    ),
    "pl": (
        "Trzy tygodnie łączenia danych i oglądania wspólnie dziesięciu przypadków; pięć tygodni z pierwszym narzędziem dla dwóch "
        "osób; sześć tygodni, aż pracuje z nim cały urząd. Największe ryzyko to dane, które przychodzą późno, więc zaczynamy od "
        "kopii z zeszłego roku."
    ),
}
_RESULTS = {
    "en": (
        "On the authority's data of one quarter the prototype found nine of ten cases that officials had marked by hand, and "
        "twelve that nobody had seen. Four of its suggestions were wrong; each said why it was unsure."
    ),
    "pl": (
        "Na danych zamawiającego z jednego kwartału prototyp znalazł dziewięć z dziesięciu przypadków zaznaczonych ręcznie przez "
        "urzędników oraz dwanaście, których nikt nie zauważył. Cztery wskazania były błędne; każde mówiło, skąd wątpliwość."
    ),
}
_USERS = {
    "en": (
        "Two officials used it for a fortnight without training. They asked for larger letters, a print view and fewer clicks; "
        "all three are done."
    ),
    "pl": (
        "Dwie urzędniczki używały go przez dwa tygodnie bez szkolenia. Poprosiły o większe litery, widok do druku i mniej "
        "kliknięć; wszystko zrobiono."
    ),
}
_REASONS = {
    0: {"en": "The question is not touched upon.", "pl": "Tej kwestii nie poruszono."},
    1: {"en": "Only mentioned, without a way to get there.", "pl": "Tylko wspomniano, bez drogi dojścia."},
    2: {"en": "The direction is right, the evidence is missing.", "pl": "Kierunek słuszny, brakuje dowodów."},
    3: {
        "en": "Convincing in the main part; the running costs stay open.",
        "pl": "Przekonuje w głównej części; koszty utrzymania otwarte.",
    },
    4: {"en": "Thought through; one risk is underrated.", "pl": "Przemyślane; jedno ryzyko niedoszacowane."},
    5: {"en": "Convincing throughout, shown with numbers.", "pl": "Przekonuje w całości, pokazano na liczbach."},
}

_COMMENTS = {"en": "Thank you for a clear entry.", "pl": "Dziękujemy za przejrzystą pracę."}


def brief(words: dict[str, str], language: str) -> list[dict[str, Any]]:
    """Return the blocks of a brief from the three paragraphs of a content file."""
    blocks: list[dict[str, Any]] = []
    for key, heading in _HEADINGS.items():
        blocks.append({"type": "heading", "value": heading[language]})
        blocks.append({"type": "paragraph", "value": f"<p>{words[key]}</p>"})
    return blocks


def criteria(kind: str, first_name: dict[str, str]) -> list[building.Plain]:
    """Return the criteria of a round of `kind`, the first one named by its challenge."""
    names = {"concept": first_name, "prototype": {"en": "Works on real data", "pl": "Działa na prawdziwych danych"}}
    return [
        building.criterion(row["key"], row.get("name", names[kind]), row["weight"], scale(), description=row["description"])
        for row in content.forms()[kind]["criteria"]
    ]


def scale() -> building.Plain:
    """Return marks from 0 to 5 with words at both ends."""
    return building.numbers("5", content.forms()["anchors"])


def questions(kind: str) -> list[building.Plain]:
    """Return the questions of a round of `kind`."""
    return [_question(row) for row in content.forms()[kind]["questions"]]


def _question(row: dict[str, Any]) -> building.Plain:
    limits = [building.limit("words", str(row["word_limit"]))] if "word_limit" in row else []
    criteria = [row["criterion"]] if "criterion" in row else []
    return building.question(row["kind"], row["key"], row["label"], help=row.get("help"), criteria=criteria, limits=limits)


def answers(kind: str, solution: dict[str, str], *, language: str, cost: int) -> dict[str, Any]:
    """Return the answers of one supplier to the questions of a round of `kind`, `cost` in whole units of the currency."""
    idea = solution[f"idea_{language}"]
    if kind == "concept":
        return {
            "summary": solution[language],
            "approach": idea,
            "steps": _STEPS[language],
            "cost": str(cost),
            "own_work": True,
        }
    return {"results": f"{idea} {_RESULTS[language]}", "users": _USERS[language], "price": str(cost), "own_work": True}


def paper(solution: dict[str, str], *, language: str, cost: int, currency: str) -> bytes:
    """Return the PDF file that goes with the answers."""
    return document(
        title=solution[language],
        idea=solution[f"idea_{language}"],
        steps=_STEPS[language],
        language=language,
        cost=f"{cost:,} {currency}".replace(",", "\u00a0"),
    )


def marks(
    chance: random.Random, quality: float, keys: list[str], language: str
) -> tuple[dict[str, Decimal | None], dict[str, str], str]:
    """Return marks from 0 to 5 around `quality` and a reason for each, by criterion key, and a comment for the supplier."""
    given = {key: max(0, min(5, round(chance.gauss(quality, 0.8)))) for key in keys}
    reasons = {key: _REASONS[mark][language] for key, mark in given.items()}
    return {key: Decimal(mark) for key, mark in given.items()}, reasons, _COMMENTS[language]
