"""Made-up rounds: windows, forms, meetings, what the jury sees, and the round as a whole."""

from collections.abc import Callable

from tests.challenges.rules.making import Data, Maker
from tests.challenges.rules.making_advancing import advancing
from tests.challenges.rules.making_judging import judging

DAYS_OF_A_ROUND = 120
MOST_WITH_WORKS = 2
NAMES_SEEN = ("interview", "pitch", "negotiation")


def add_round(make: Maker, follows: list[Data], *, is_followed: bool) -> None:
    """Put a round after those it follows; its windows come after theirs."""
    number = len(make.rounds)
    is_first = not follows
    day = number * DAYS_OF_A_ROUND
    made: Data = {
        "key": make.key("round"),
        "title": make.text("Round", "Etap"),
        "follows": [other["key"] for other in follows],
        "joins": make.pick("any", "all") if len(follows) > 1 else None,
        "lasts": make.maybe(make.span(), 0.2),
    }
    made["intake"] = intake(make, day) if is_first or (make.chance(0.4) and may_have_works(make)) else None
    made["meeting"] = make.maybe(meeting(make), 0.4)
    made["shows"] = shows(make, follows)
    made["judging"] = judging(make, made, day + 80, is_last=not is_followed) if make.chance(0.85) else None
    made["advancing"] = advancing(make, made) if is_followed else None
    made["planned"] = [planned(make, day + 100 + index) for index in range(make.random.randint(0, 3))]
    make.rounds.append(made)


def may_have_works(make: Maker) -> bool:
    """Return whether works may be handed in once more: Pzp 329 knows one or two rounds of a design contest."""
    return not make.is_design_contest or sum(stage["intake"] is not None for stage in make.rounds) < MOST_WITH_WORKS


def intake(make: Maker, day: int) -> Data:
    """Return what is handed in from `day` on, within 60 days."""
    questions, sections = form(make)
    anonymity = {"until": make.pick("report_signed", "decision", "contract"), "pseudonym_allowed": make.chance(0.5)}
    shared = [window["key"] for window in make.call["windows"]] if make.call and not day else []
    return {
        "windows": [make.entry_window(day, day + 50), *make.some([make.entry_window(day + 51, day + 60)], 0, 1)],
        "call_windows": shared,
        "more_later": make.chance(0.2),
        "enquiries": make.some([make.window(day, day + 20)], 0, 1),
        "channels": make.some((channel(make, kind) for kind in ("portal", "email", "post", "in_person", "other_site")), 1, 3),
        "late": make.pick("refused", "by_discretion"),
        "entry_languages": make.languages,
        "openers": make.maybe(2),
        "anonymity": anonymity if make.is_design_contest else make.maybe(anonymity, 0.6),
        "public": make.pick("never", "while_open", "after_closing", "after_decision"),
        "comments": make.chance(0.3),
        "replaceable": make.chance(0.8),
        "over_limit": make.pick("refused", "discarded", "cut") if any(question["limits"] for question in questions) else None,
        "sections": sections,
        "questions": questions,
    }


def channel(make: Maker, kind: str) -> Data:
    return {
        "kind": kind,
        "key": make.key("channel"),
        "required": make.chance(0.3),
        "counts_when": make.pick("sent", "received"),
        "pattern": make.maybe(make.line(), 0.3),
    }


def meeting(make: Maker) -> Data:
    """Return a meeting; the jury of a design contest meets nobody before its verdict."""
    unseen = ["workshop", "site_visit", "live_run", "work"]
    kinds = unseen if make.is_design_contest else [*NAMES_SEEN, *unseen]
    minutes = make.maybe(make.random.randint(5, 90))
    return {"kind": make.pick(*kinds), "minutes": minutes, "attendance": make.pick("mandatory", "optional")}


def shows(make: Maker, follows: list[Data]) -> list[Data]:
    """Return what the jury sees of the rounds before: marks and counts only where there are any."""
    return [
        {"kind": make.pick("entries", "marks", "counts") if other["judging"] else "entries", "round": other["key"]}
        for other in make.some(follows, 0, 2)
    ]


def planned(make: Maker, day: int) -> Data:
    kind = make.pick("decision", "feedback", "contract", "announcement", "jury_meeting", "start", "end")
    return {"key": make.key("planned"), "kind": kind, "when": make.when(day), "binding": make.chance(0.3)}


def form(make: Maker) -> tuple[list[Data], list[Data]]:
    """Return questions and the headings they stand under."""
    sections = [{"key": make.key("section"), "title": make.text("Section", "Część")} for _ in range(make.random.randint(0, 2))]
    made: list[Data] = []
    for kind in make.some(_LIMITS, 2, 8):
        made.append(question(make, kind, made, sections))
    if not any(each["envelope"] == "content" for each in made):
        # Where nothing but prices is handed in, it is an auction.
        made[0]["envelope"] = "content"
    return made, sections


def question(make: Maker, kind: str, earlier: list[Data], sections: list[Data]) -> Data:
    """Return a question; criteria are named later, when the round has some."""
    return {
        "kind": kind,
        "key": make.key("question"),
        "label": make.text("What of this", "Co z tego"),
        "help": make.maybe(make.text("In short", "Krótko")),
        "required": make.chance(0.7),
        "only_if": make.maybe(only_if(make, earlier), 0.3),
        "section": make.pick(*sections)["key"] if sections else None,
        "envelope": make.pick("content", "content", "content", "identity", "price" if kind == "money" else "content"),
        "criteria": [],
        "options": options(make) if kind in ("one_of", "many_of", "table") else [],
        "limits": [limit(make, of, earlier) for of in make.some(_LIMITS[kind], 0, 2)],
    }


def options(make: Maker) -> list[Data]:
    return [{"key": make.key("option"), "label": make.text("This", "To")} for _ in range(make.random.randint(2, 4))]


def only_if(make: Maker, earlier: list[Data]) -> Data | None:
    """Return a condition on one of the questions before, None where none of them has options."""
    choices = [other for other in earlier if other["kind"] in ("one_of", "many_of")]
    if not choices:
        return None
    asked = make.pick(*choices)
    return {"question": asked["key"], "any_of": [option["key"] for option in make.some(asked["options"], 1, 2)]}


_LIMITS: dict[str, tuple[str, ...]] = {
    "one_of": (),
    "line": ("characters", "pattern"),
    "text": ("words", "characters", "layout", "no_author_data"),
    "number": ("value",),
    "money": ("sum",),
    "date": (),
    "yes_no": (),
    "many_of": ("choices",),
    "file": ("pages", "megabytes", "files", "types", "layout", "no_author_data"),
    "link": ("target", "minutes"),
    "declaration": (),
    "table": (),
}


def limit(make: Maker, kind: str, earlier: list[Data]) -> Data:
    """Return a limit of this kind for a question."""
    made: Data = {"kind": kind, "key": make.key("limit")}
    if kind in _PLAIN_LIMITS:
        return {**made, **_PLAIN_LIMITS[kind](make)}
    bounds: Data = {"at_least": make.maybe(str(make.random.randint(1, 3)), 0.3), "at_most": str(make.random.randint(4, 900))}
    if kind == "value":
        return {**made, **bounds, "unit": make.maybe("kWh")}
    over = [other["key"] for other in make.some(earlier, 0, 1) if other["kind"] == "text" and kind == "words"]
    return {**made, **bounds, "over": over, "not_counted": make.maybe(make.text("Annexes", "Załączniki"), 0.3)}


_PLAIN_LIMITS: dict[str, Callable[[Maker], Data]] = {
    "types": lambda make: {"any_of": make.some(("pdf", "docx", "mp4", "zip"), 1, 3)},
    "target": lambda make: {"any_of": make.some(("page", "video", "product", "repository"), 1, 2)},
    "pattern": lambda make: {"pattern": make.line()},
    "layout": lambda make: {"words": make.text("Rule of form", "Reguła formy")},
    "no_author_data": lambda make: {"words": make.text("No names", "Bez nazwisk")},
    "sum": lambda make: {"at_least": make.maybe(make.money(1)), "at_most": make.money(make.random.randint(2, 90))},
}
