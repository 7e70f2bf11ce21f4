"""The criteria and questions that presets are made of, in every language of the portal, since they become part of the rules."""

from typing import Any

from challenges.rules.building import criterion, limit, numbers, question

Plain = dict[str, Any]


def _marks(*words: tuple[str, str, str]) -> Plain:
    return numbers("5", {mark: {"en": english, "pl": polish} for mark, english, polish in words})


FIT = criterion(
    "fit",
    {"en": "Fit to the problem", "pl": "Dopasowanie do problemu"},
    "40",
    _marks(
        ("0", "Does not answer the need", "Nie odpowiada na potrzebę"),
        ("3", "Answers the main need", "Odpowiada na główną potrzebę"),
        ("5", "Answers the whole need, better than was asked for", "Odpowiada na całą potrzebę, lepiej niż oczekiwano"),
    ),
    description={
        "en": "Does it answer the need of the people concerned?",
        "pl": "Czy odpowiada na potrzebę osób, których dotyczy problem?",
    },
)
FEASIBILITY = criterion(
    "feasibility",
    {"en": "Feasibility", "pl": "Wykonalność"},
    "35",
    _marks(
        ("0", "No way to build it is shown", "Nie pokazano, jak to zbudować"),
        ("3", "A credible plan with open risks", "Wiarygodny plan z otwartymi ryzykami"),
        ("5", "A proven way, risks under control", "Sprawdzony sposób, ryzyka pod kontrolą"),
    ),
    description={
        "en": "Can this team build it in the time and for the money there is?",
        "pl": "Czy ten zespół zdoła to zbudować w dostępnym czasie i budżecie?",
    },
)
NOVELTY = criterion(
    "novelty",
    {"en": "Novelty", "pl": "Nowatorstwo"},
    "25",
    _marks(
        ("0", "Nothing new", "Nic nowego"),
        ("3", "New for this problem", "Nowe w tym zastosowaniu"),
        ("5", "A new approach with clear benefit", "Nowe podejście z wyraźną korzyścią"),
    ),
    description={
        "en": "What does it do that existing ways do not?",
        "pl": "Co robi takiego, czego nie robią istniejące rozwiązania?",
    },
)
WORKING = criterion(
    "working",
    {"en": "How well it works", "pl": "Jak dobrze działa"},
    "40",
    _marks(
        ("0", "Does not run", "Nie działa"),
        ("3", "Does the main task with errors", "Wykonuje główne zadanie z błędami"),
        ("5", "Does all tasks reliably", "Wykonuje wszystkie zadania niezawodnie"),
    ),
    description={
        "en": "Does the prototype do, on the authority's data, what the brief asks for?",
        "pl": "Czy prototyp robi na danych zamawiającego to, czego wymaga opis?",
    },
)
USABILITY = criterion(
    "usability",
    {"en": "Ease of use", "pl": "Łatwość użycia"},
    "25",
    _marks(
        ("0", "Cannot be used without help", "Nie da się używać bez pomocy"),
        ("3", "Usable after an explanation", "Da się używać po wyjaśnieniu"),
        ("5", "Usable and accessible at once", "Użyteczne i dostępne od razu"),
    ),
    description={
        "en": "Can the people concerned use it, those with disabilities included?",
        "pl": "Czy osoby, których to dotyczy, także z niepełnosprawnościami, potrafią tego używać?",
    },
)

SUMMARY = question(
    "line",
    "summary",
    {"en": "Your solution in one sentence", "pl": "Twoje rozwiązanie w jednym zdaniu"},
    help={
        "en": "No names of people, firms or products: the jury reads it without knowing whose it is.",
        "pl": "Bez nazw osób, firm i produktów: jury czyta, nie wiedząc, czyje to rozwiązanie.",
    },
    criteria=["fit"],
    limits=[limit("words", "40")],
)
SOLUTION = question(
    "text",
    "solution",
    {"en": "How does it solve the problem?", "pl": "Jak rozwiązuje problem?"},
    criteria=["fit"],
    limits=[limit("words", "500")],
)
PLAN = question(
    "text",
    "plan",
    {"en": "How will you build it, and by when?", "pl": "Jak i do kiedy to zbudujesz?"},
    criteria=["feasibility"],
    limits=[limit("words", "300")],
)
DOCUMENT = question(
    "file",
    "concept",
    {"en": "The concept as a PDF", "pl": "Koncepcja w pliku PDF"},
    help={"en": "At most 20 pages.", "pl": "Najwyżej 20 stron."},
    limits=[limit("pages", "20")],
)
DECLARATION = question(
    "declaration",
    "own-work",
    {"en": "This is our own work, and we may hand it in.", "pl": "To nasza własna praca i mamy prawo ją złożyć."},
)
RESULTS = question(
    "text",
    "results",
    {"en": "What did you build, and what did your tests show?", "pl": "Co zbudowaliście i co pokazały testy?"},
    criteria=["working"],
    limits=[limit("words", "500")],
)
PROTOTYPE_LINK = question(
    "link",
    "prototype-link",
    {"en": "Where can the jury try the prototype?", "pl": "Gdzie jury może wypróbować prototyp?"},
    criteria=["usability"],
    required=False,
)
PROTOTYPE_REPORT = question(
    "file",
    "report",
    {"en": "The description of the prototype as a PDF", "pl": "Opis prototypu w pliku PDF"},
    help={"en": "At most 20 pages.", "pl": "Najwyżej 20 stron."},
    limits=[limit("pages", "20")],
)
