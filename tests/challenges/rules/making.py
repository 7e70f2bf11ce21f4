"""What every part of a made-up document needs: chance, words, money, moments, conditions, and what was made before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Data = dict[str, Any]

FIRST_DAY = datetime(2027, 3, 1, 10, tzinfo=UTC)
NOUNS = {
    "en": ("water", "light", "traffic", "heat", "air", "green roofs", "archives", "schools", "harbours", "noise"),
    "pl": ("woda", "światło", "ruch", "ciepło", "powietrze", "zielone dachy", "archiwa", "szkoły", "porty", "hałas"),
}
PROFILES = ("pl-design-contest", "pl-design-contest-below", "eu-design-contest", "eu-grants", "uk-sbri", "us-prize", "own-rules")
DESIGN_CONTESTS = PROFILES[:3]


@dataclass
class Maker:
    """Chance with a seed, and the keys that later parts may name."""

    random: Random
    languages: list[str]
    zone: str
    currency: str
    profile: str
    lots: list[str] = field(default_factory=list)
    juries: list[Data] = field(default_factory=list)
    rounds: list[Data] = field(default_factory=list)
    call: Data | None = None
    _numbers: int = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def some(self, options: Iterable[Any], least: int = 0, most: int = 3) -> list[Any]:
        """Return some of the options, in their order."""
        every = list(options)
        count = min(len(every), self.random.randint(least, most))
        return [every[index] for index in sorted(self.random.sample(range(len(every)), count))]

    def maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.chance(share) else None

    def key(self, name: str) -> str:
        """Return a key that nothing else in the document has."""
        self._numbers += 1
        return f"{name}-{self._numbers}"

    def text(self, english: str, polish: str) -> dict[str, str]:
        """Return a text in every language of the document, with a noun that tells it from others."""
        index = self.random.randrange(len(NOUNS["en"]))
        words = {"en": english, "pl": polish}
        return {language: f"{words[language]}: {NOUNS[language][index]}" for language in self.languages}

    def line(self) -> str:
        return self.pick("as the notice says", "zgodnie z ogłoszeniem", "Form 7b", "wzór 3")

    def scope(self, share: float = 0.1) -> list[str]:
        """Return the lots in which something holds: mostly every one of them."""
        return self.some(self.lots, 1, 1) if self.lots and self.chance(share) else []

    def money(self, thousands: int) -> Data:
        return {"amount": f"{thousands}000", "currency": self.currency, "tax": self.pick("gross", "plus_vat", "plus_income_tax")}

    def span(self) -> Data:
        number, unit = self.random.randint(2, 30), self.pick("hours", "days", "weeks", "months", "years")
        return {"number": number, "unit": unit, "words": f"{number} {unit}"}

    def instant(self, day: int) -> Data:
        moment = FIRST_DAY + timedelta(days=day)
        local = moment.astimezone(ZoneInfo(self.zone))
        return {"kind": "instant", "at": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "words": f"{local:%d.%m.%Y, %H:%M} ({self.zone})"}

    def when(self, day: int) -> Data:
        """Return a moment as certain as its source may be."""
        moment = FIRST_DAY + timedelta(days=day)
        return self.pick(
            self.instant(day),
            {"kind": "day", "on": f"{moment:%Y-%m-%d}", "words": f"{moment:%d.%m.%Y}"},
            {"kind": "month", "month": f"{moment:%Y-%m}", "words": f"{moment:%m.%Y}"},
            {"kind": "words", "words": "after the summer"},
        )

    def later(self, value: Any, day: int = -10, share: float = 0.05) -> Any:
        """Return the value, or now and then the promise of one."""
        if not self.chance(share):
            return value
        return {"kind": "announced_later", "by": self.maybe(self.when(day))}

    def window(self, opens: int, closes: int) -> Data:
        return {"key": self.key("window"), "opens": self.instant(opens), "closes": self.instant(closes)}

    def entry_window(self, opens: int, closes: int) -> Data:
        registration = self.maybe(self.instant((opens + closes) // 2), 0.2)
        return {**self.window(opens, closes), "registration_closes": registration}

    def jury(self, *kinds: str) -> Data | None:
        """Return a jury of one of these kinds, None where there is none."""
        fitting = [jury for jury in self.juries if jury["kind"] in kinds]
        return self.pick(*fitting) if fitting else None

    @property
    def is_design_contest(self) -> bool:
        """Whether the law asks that works stay anonymous until the verdict."""
        return self.profile in DESIGN_CONTESTS

    @property
    def panel(self) -> Data:
        """The panel that every document has."""
        return self.juries[0]

    def condition(self, kind: str = "") -> Data:
        """Return a condition on whoever enters or votes."""
        kind = kind or self.pick(*_CONDITIONS)
        return {
            "kind": kind,
            "key": self.key("condition"),
            "lots": self.scope(),
            "words": self.text("Only who works on this", "Tylko zajmujący się tym tematem"),
            "effect": self.pick("require", "exclude"),
            "verified_by": self.pick("statement", "computed", "official"),
            "checked_at": self.pick("entry", "award", "payment"),
            **_CONDITIONS[kind](self),
        }

    def bounds(self, least: int, most: int) -> Data:
        """Return two bounds, either of which may be open."""
        middle = self.random.randint(least, most)
        return {
            "at_least": self.maybe(self.random.randint(least, middle)),
            "at_most": self.maybe(self.random.randint(middle, most)),
        }


_CONDITIONS = {
    "applicant": lambda make: {
        "any_of": make.some(("person", "company", "ngo", "school", "public_body", "body"), 1, 4),
    },
    "place": lambda make: {
        "of": make.pick("citizenship", "residence", "seat", "work"),
        "any_of": make.some(("PL", "DE", "US", "województwo śląskie"), 1, 3),
    },
    "age": lambda make: {"of": make.pick("person", "body"), **make.bounds(1, 99)},
    "size": lambda make: {
        "headcount_at_most": make.maybe(make.random.randint(1, 250)),
        "classes": make.some(("micro", "small", "medium", "large")),
    },
    "staff": lambda make: {
        "of": make.text("Office", "Urząd"),
        "domains": make.some(("office.example", "urzad.example"), 0, 2),
        "family": make.chance(0.5),
    },
    "professions": lambda make: {"all_of": make.some(("architect", "engineer", "lawyer"), 1, 2)},
    "earlier_winner": lambda make: {
        "of": make.pick("challenge", "call", "programme"),
        "awards": make.pick("any", "money", "first_rank"),
    },
    "declared": lambda make: {"question": None},
    "invited": lambda make: {"question": None},
}
