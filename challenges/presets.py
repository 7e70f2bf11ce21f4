"""Procedure templates: the rounds, criteria and questions an official starts from. All of it can be changed in the draft.

The texts are data in every language of the portal, since they become part of the challenge's rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RoundPreset:
    """One round: `rules` are fields of Round; `criteria` and `questions` as challenges.services takes them."""

    rules: Mapping[str, Any]
    criteria: tuple[Mapping[str, Any], ...]
    questions: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Preset:
    """A kind of competition: its rounds, and for whom it is."""

    key: str
    name: Any
    description: Any
    rounds: tuple[RoundPreset, ...]


def _anchors(*words: tuple[int, str, str]) -> dict[str, dict[str, str]]:
    return {str(mark): {"en": english, "pl": polish} for mark, english, polish in words}


_FIT = {
    "key": "fit",
    "name": {"en": "Fit to the problem", "pl": "Dopasowanie do problemu"},
    "description": {
        "en": "Does it answer the need of the people concerned?",
        "pl": "Czy odpowiada na potrzebę osób, których dotyczy problem?",
    },
    "weight": "40",
    "anchors": _anchors(
        (0, "Does not answer the need", "Nie odpowiada na potrzebę"),
        (3, "Answers the main need", "Odpowiada na główną potrzebę"),
        (5, "Answers the whole need, better than was asked for", "Odpowiada na całą potrzebę, lepiej niż oczekiwano"),
    ),
}
_FEASIBILITY = {
    "key": "feasibility",
    "name": {"en": "Feasibility", "pl": "Wykonalność"},
    "description": {
        "en": "Can this team build it in the time and for the money there is?",
        "pl": "Czy ten zespół zdoła to zbudować w dostępnym czasie i budżecie?",
    },
    "weight": "35",
    "anchors": _anchors(
        (0, "No way to build it is shown", "Nie pokazano, jak to zbudować"),
        (3, "A credible plan with open risks", "Wiarygodny plan z otwartymi ryzykami"),
        (5, "A proven way, risks under control", "Sprawdzony sposób, ryzyka pod kontrolą"),
    ),
}
_NOVELTY = {
    "key": "novelty",
    "name": {"en": "Novelty", "pl": "Nowatorstwo"},
    "description": {
        "en": "What does it do that existing ways do not?",
        "pl": "Co robi takiego, czego nie robią istniejące rozwiązania?",
    },
    "weight": "25",
    "anchors": _anchors(
        (0, "Nothing new", "Nic nowego"),
        (3, "New for this problem", "Nowe w tym zastosowaniu"),
        (5, "A new approach with clear benefit", "Nowe podejście z wyraźną korzyścią"),
    ),
}
_WORKING = {
    **_FIT,
    "key": "working",
    "name": {"en": "How well it works", "pl": "Jak dobrze działa"},
    "description": {
        "en": "Does the prototype do, on the authority's data, what the brief asks for?",
        "pl": "Czy prototyp robi na danych zamawiającego to, czego wymaga opis?",
    },
    "anchors": _anchors(
        (0, "Does not run", "Nie działa"),
        (3, "Does the main task with errors", "Wykonuje główne zadanie z błędami"),
        (5, "Does all tasks reliably", "Wykonuje wszystkie zadania niezawodnie"),
    ),
}
_USABILITY = {
    **_NOVELTY,
    "key": "usability",
    "name": {"en": "Ease of use", "pl": "Łatwość użycia"},
    "description": {
        "en": "Can the people concerned use it, those with disabilities included?",
        "pl": "Czy osoby, których to dotyczy, także z niepełnosprawnościami, potrafią tego używać?",
    },
    "anchors": _anchors(
        (0, "Cannot be used without help", "Nie da się używać bez pomocy"),
        (3, "Usable after an explanation", "Da się używać po wyjaśnieniu"),
        (5, "Usable and accessible at once", "Użyteczne i dostępne od razu"),
    ),
}

_SUMMARY = {
    "key": "summary",
    "kind": "short_text",
    "label": {"en": "Your solution in one sentence", "pl": "Twoje rozwiązanie w jednym zdaniu"},
    "help_text": {
        "en": "No names of people, firms or products: the jury reads it without knowing whose it is.",
        "pl": "Bez nazw osób, firm i produktów: jury czyta, nie wiedząc, czyje to rozwiązanie.",
    },
    "word_limit": 40,
    "criterion": "fit",
}
_SOLUTION = {
    "key": "solution",
    "kind": "long_text",
    "label": {"en": "How does it solve the problem?", "pl": "Jak rozwiązuje problem?"},
    "word_limit": 500,
    "criterion": "fit",
}
_PLAN = {
    "key": "plan",
    "kind": "long_text",
    "label": {
        "en": "How will you build it, with whom and by when?",
        "pl": "Jak, z kim i do kiedy to zbudujesz?",
    },
    "word_limit": 300,
    "criterion": "feasibility",
}
_DOCUMENT = {
    "key": "concept",
    "kind": "file",
    "label": {"en": "The concept as a PDF", "pl": "Koncepcja w pliku PDF"},
    "help_text": {"en": "At most 20 pages.", "pl": "Najwyżej 20 stron."},
}
_DECLARATION = {
    "key": "own-work",
    "kind": "declaration",
    "label": {
        "en": "This is our own work, and we may hand it in.",
        "pl": "To nasza własna praca i mamy prawo ją złożyć.",
    },
}
_RESULTS = {
    "key": "results",
    "kind": "long_text",
    "label": {"en": "What did you build, and what did your tests show?", "pl": "Co zbudowaliście i co pokazały testy?"},
    "word_limit": 500,
    "criterion": "working",
}
_PROTOTYPE_LINK = {
    "key": "prototype-link",
    "kind": "link",
    "label": {"en": "Where can the jury try the prototype?", "pl": "Gdzie jury może wypróbować prototyp?"},
    "is_required": False,
    "criterion": "usability",
}
_PROTOTYPE_REPORT = {
    **_DOCUMENT,
    "key": "report",
    "label": {"en": "The description of the prototype as a PDF", "pl": "Opis prototypu w pliku PDF"},
}

_CONCEPT_ROUND = RoundPreset(
    rules={
        "kind": "concept",
        "title": {"en": "Concept", "pl": "Koncepcja"},
        "is_sealed": True,
        "is_blind": True,
        "openers_required": 2,
        "minimum_scorecards": 3,
        "tie_break": ["heaviest_criterion", "earlier_submission"],
        "advance_limit": 3,
    },
    criteria=(_FIT, _FEASIBILITY, _NOVELTY),
    questions=(_SUMMARY, _SOLUTION, _PLAN, _DOCUMENT, _DECLARATION),
)
_PROTOTYPE_ROUND = RoundPreset(
    rules={
        "kind": "prototype",
        "title": {"en": "Prototype", "pl": "Prototyp"},
        "is_sealed": True,
        "is_blind": False,
        "openers_required": 2,
        "minimum_scorecards": 3,
        "tie_break": ["heaviest_criterion", "earlier_submission"],
        "advance_limit": 1,
    },
    criteria=(_WORKING, _FEASIBILITY, _USABILITY),
    questions=(_RESULTS, _PROTOTYPE_LINK, _PROTOTYPE_REPORT, _DECLARATION),
)
_SOCIAL_ROUND = RoundPreset(
    rules={**_CONCEPT_ROUND.rules, "title": {"en": "Ideas", "pl": "Pomysły"}, "is_blind": False, "openers_required": 1},
    criteria=_CONCEPT_ROUND.criteria,
    questions=_CONCEPT_ROUND.questions,
)

PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            key="design-contest",
            name=_("Design contest, two rounds, blind"),
            description=_("Concepts are judged without names; a few advance with a prize each and build a prototype."),
            rounds=(_CONCEPT_ROUND, _PROTOTYPE_ROUND),
        ),
        Preset(
            key="open-social-challenge",
            name=_("Open social challenge, one round"),
            description=_("One round in which the jury knows who entered; several ideas can win."),
            rounds=(_SOCIAL_ROUND,),
        ),
    )
}
PRESET_CHOICES = [(preset.key, preset.name) for preset in PRESETS.values()]
