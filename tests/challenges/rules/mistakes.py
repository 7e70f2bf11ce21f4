"""One mistake for each code that a check may find: the smallest change of the whole document that makes it, and its place."""

from dataclasses import dataclass
from typing import Any

from tests.challenges.rules.documents import GONE, at, whole

Change = tuple[str, Any]
ROUNDS = "rules.rounds"
FORM = f"{ROUNDS}[0].intake"
WINDOW = f"{FORM}.windows[0]"
JUDGING = f"{ROUNDS}[0].judging"
MAIN = f"{JUDGING}.parts[0]"
FINAL = f"{ROUNDS}[3].judging"
ITEMS = "rules.rewards.items"
WHO = "rules.participation.who"
PROFILE = "rules.law.profile"


@dataclass(frozen=True)
class Mistake:
    """Changes of the whole document, and what is found then. Where `alone` is false, other things are found, too."""

    code: str
    path: str
    changes: tuple[Change, ...]
    alone: bool = True

    def __str__(self) -> str:
        return f"{self.code} {self.path}"


def mistake(code: str, path: str, value: Any, *further: Change, found_at: str = "", alone: bool = True) -> Mistake:
    return Mistake(code, found_at or path, ((path, value), *further), alone)


def instant(moment: str, words: str = "as announced") -> dict[str, str]:
    return {"kind": "instant", "at": moment, "words": words}


def day(on: str) -> dict[str, str]:
    return {"kind": "day", "on": on, "words": "as announced"}


def euro(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currency": currency, "tax": "gross"}


def tie(kind: str, key: str, **further: Any) -> dict[str, Any]:
    return {"kind": kind, "key": key, "lots": [], **further}


def texts(words: str) -> dict[str, str]:
    return {"en": words, "pl": words}


def lot(key: str, within: str | None = None) -> dict[str, Any]:
    return {"key": key, "title": texts(key), "within": within}


def form(opens: str, closes: str, **further: Any) -> dict[str, Any]:
    """Return the first round's form without questions, with another window."""
    window = {"key": "second", "opens": instant(opens), "closes": instant(closes), "registration_closes": None}
    return {**at(whole(), FORM), "windows": [window], "call_windows": [], "sections": [], "questions": [], **further}


def panel(**further: Any) -> dict[str, Any]:
    return {**at(whole(), "rules.juries[0]"), "classes": [], "quorum": None, **further}


SECOND_FORM = form("2027-05-04T10:00:00Z", "2027-05-25T10:00:00Z")
BLIND = {"until": "report_signed", "pseudonym_allowed": False}
# The whole document as a design contest: nobody is shut out, nothing names the entrant.
DESIGN_CONTEST: tuple[Change, ...] = ((WHO, []), (PROFILE, "pl-design-contest"), (f"{FORM}.anonymity", BLIND))

REFERENCES = (
    mistake("ref.unknown", "rules.lots[1].within", "nobody"),
    mistake("ref.unknown", f"{FORM}.questions[4].only_if.any_of[0]", "other"),
    mistake("ref.unknown", f"{JUDGING}.ties[0].criterion", "nothing"),
    mistake("ref.unknown", f"{MAIN}.lots", ["x"], found_at=f"{MAIN}.lots[0]"),
    mistake("ref.unknown", f"{FORM}.questions[1].limits[0].over", ["x"], found_at=f"{FORM}.questions[1].limits[0].over[0]"),
    mistake("ref.unknown", f"{FORM}.questions[1].section", "x"),
    mistake("ref.unknown", f"{FORM}.questions[1].criteria", ["x"], found_at=f"{FORM}.questions[1].criteria[0]"),
    mistake("ref.unknown", f"{FORM}.call_windows[0]", "autumn"),
    mistake("ref.unknown", "rules.participation.limits[2].of.jury", "x"),
    mistake("ref.unknown", f"{WHO}[2].lots", ["x"], found_at=f"{WHO}[2].lots[0]"),
    mistake("ref.unknown", f"{WHO}[2].question", "x"),
    mistake("ref.unknown", f"{ROUNDS}[1].shows[0].round", "x"),
    mistake("ref.unknown", f"{MAIN}.criteria[0].group", "x"),
    mistake("ref.unknown", f"{MAIN}.jury", "x"),
    mistake("ref.unknown", f"{ITEMS}[1].to.by", "x"),
    mistake("ref.unknown", f"{ITEMS}[1].not_with[0]", "x"),
    mistake("ref.unknown", "rules.rewards.follow_up.pool", "x"),
    mistake("ref.itself", f"{ROUNDS}[1].follows[0]", "trial"),
    mistake("ref.itself", f"{MAIN}.groups[1].within", "sub"),
    mistake("ref.later", f"{FORM}.questions[1].only_if", {"question": "who", "any_of": ["wide"]}, alone=False,
            found_at=f"{FORM}.questions[1].only_if.question"),
    mistake("key.twice", f"{MAIN}.groups[1].key", "all", (f"{MAIN}.criteria[0].group", None), (f"{MAIN}.groups[1].within", None)),
    mistake("key.twice", "rules.lots[1]", lot("energy"), alone=False, found_at="rules.lots[1].key"),
    mistake("key.twice", f"{FORM}.questions[0].options[1].key", "wide"),
    mistake("list.twice", "rules.languages", ["en", "pl", "en"], found_at="rules.languages[2]"),
    mistake("list.twice", f"{ROUNDS}[1].follows", ["concept", "concept"], (f"{ROUNDS}[1].joins", "all"),
            found_at=f"{ROUNDS}[1].follows[1]"),
    mistake("pool.twice", "call.pools[0].key", "purse", (f"{ITEMS}[0].pool", None)),
    mistake("window.twice", f"{WINDOW}.key", "spring"),
    mistake("lots.depth", "rules.lots", [lot("energy"), lot("heat", "energy"), lot("pumps", "heat")],
            found_at="rules.lots[2].within"),
)  # fmt: skip

ROUNDS_AND_TEXTS = (
    mistake("rounds.none", ROUNDS, [], alone=False),
    mistake("rounds.cycle", f"{ROUNDS}[0].follows", ["trial"], found_at=f"{ROUNDS}[0].follows", alone=False),
    mistake("rounds.shows_later", f"{ROUNDS}[0].shows", [{"kind": "entries", "round": "final"}],
            found_at=f"{ROUNDS}[0].shows[0].round"),
    mistake("rounds.shows_later", f"{ROUNDS}[1].shows[0].round", "trial"),
    mistake("rounds.joins", f"{ROUNDS}[3].joins", None),
    mistake("rounds.joins", f"{ROUNDS}[1].joins", "any"),
    mistake("intake.no_window", f"{FORM}.windows", [], (f"{FORM}.call_windows", [])),
    mistake("text.missing", f"{ROUNDS}[0].title", {"en": "Concept"}),
    mistake("text.missing", "words.pl", GONE, found_at="words"),
    mistake("text.extra", f"{ROUNDS}[0].title.de", "Konzept", found_at=f"{ROUNDS}[0].title"),
    mistake("list.empty", "rules.participation.entry_as", []),
    mistake("list.empty", f"{WHO}[0].any_of", []),
    mistake("list.empty", f"{FORM}.channels", []),
)  # fmt: skip

TIME = (
    mistake("time.zone", "rules.zone", "Mars/Base"),
    mistake("time.order", f"{WINDOW}.closes", instant("2027-02-01T10:00:00Z")),
    mistake("time.order", f"{WINDOW}.closes", instant("2027-03-01T10:00:00Z"), (f"{WINDOW}.registration_closes", None)),
    mistake("time.order", f"{FORM}.enquiries[0].closes", day("2027-02-20")),
    mistake("time.registration", f"{WINDOW}.registration_closes", instant("2027-05-04T10:00:00Z")),
    mistake("time.registration", f"{WINDOW}.registration_closes", instant("2027-03-01T10:00:00Z")),
    mistake("time.not_exact", f"{WINDOW}.closes", day("2027-04-01")),
    mistake("time.not_exact", f"{WINDOW}.opens", {"kind": "words", "words": "in spring"}),
    mistake("time.short", f"{WINDOW}.opens", instant("2027-03-31T20:00:00Z"), (f"{WINDOW}.registration_closes", None),
            found_at=f"{WINDOW}.closes"),
    mistake("time.weekend", f"{WINDOW}.closes", instant("2027-04-03T10:00:00Z")),
    mistake("time.weekend", f"{WINDOW}.closes", instant("2027-04-04T22:00:00Z")),
    mistake("time.holiday", f"{WINDOW}.closes", instant("2027-05-03T10:00:00Z", "3 maja 2027 r."), alone=False),
    mistake("time.twice", f"{WINDOW}.closes", instant("2027-10-31T00:30:00Z"), alone=False),
    mistake("time.words", f"{WINDOW}.closes.words", "noon on 2 April 2027"),
    mistake("time.words", f"{FORM}.enquiries[0].closes.words", "15 March 2027, 10:00"),
    mistake("time.label", f"{WINDOW}.closes.words", "1 April 2027, 12:00 CET"),
    mistake("time.midnight", f"{FORM}.enquiries[0].closes", instant("2027-03-14T23:00:00Z", "midnight on 15 March"),
            found_at=f"{FORM}.enquiries[0].closes.words"),
    mistake("time.rounds", f"{ROUNDS}[1].intake", form("2027-03-05T10:00:00Z", "2027-05-25T10:00:00Z"),
            found_at=f"{ROUNDS}[1].intake.windows[0].opens"),
    mistake("time.overlap", f"{ROUNDS}[1].intake", SECOND_FORM, (f"{FORM}.windows", [*at(whole(), f"{FORM}.windows"),
            {"key": "w2", "opens": instant("2027-05-04T10:00:00Z"), "closes": instant("2027-05-19T10:00:00Z"),
             "registration_closes": None}]),
            found_at=f"{ROUNDS}[1].intake.windows[0].opens", alone=False),
    mistake("time.undecided", f"{ROUNDS}[1].intake", form("2027-04-05T10:00:00Z", "2027-04-15T10:00:00Z"),
            found_at=f"{ROUNDS}[1].intake.windows[0].closes"),
    mistake("time.planned", f"{ROUNDS}[0].planned[0].when", day("2027-03-30")),
    mistake("time.judging", f"{JUDGING}.period",
            {"key": "period", "opens": day("2027-03-10"), "closes": day("2027-03-20")}, found_at=f"{JUDGING}.period.closes"),
)  # fmt: skip

NUMBERS = (
    mistake("range.order", f"{ITEMS}[0].to.first", 3, found_at=f"{ITEMS}[0].to.last"),
    mistake("range.order", f"{MAIN}.criteria[1].scale.lowest", "10", found_at=f"{MAIN}.criteria[1].scale.highest", alone=False),
    mistake("range.order", f"{ITEMS}[1].count.at_least", 6, found_at=f"{ITEMS}[1].count.at_most"),
    mistake("range.order", f"{ITEMS}[1].each.at_least", euro("9500"), found_at=f"{ITEMS}[1].each.at_most"),
    mistake("range.order", "rules.participation.entry_as[0].members_at_least", 7,
            found_at="rules.participation.entry_as[0].members_at_most"),
    mistake("range.place", f"{ITEMS}[0].to.first", 0),
    mistake("range.value", f"{ROUNDS}[1].advancing.takes[0].places", 0),
    mistake("range.value", f"{ITEMS}[0].each.sum.amount", "-5"),
    mistake("range.value", f"{FINAL}.combine.shares[0].share", "180", found_at=f"{FINAL}.combine.shares[0].share", alone=False),
    mistake("money.currency", f"{ITEMS}[2].each.worth.currency", "ZZZ"),
    mistake("money.currency", f"{ITEMS}[0].paid_in", "PLZ"),
    mistake("limit.round", "rules.participation.limits[2].round", None),
    mistake("limit.shortfall", "rules.participation.limits[1].shortfall", "goes_on"),
    mistake("question.options", f"{FORM}.questions[1].options", [{"key": "a", "label": texts("A")}]),
    mistake("question.options", f"{FORM}.questions[0].kind", "text", found_at=f"{FORM}.questions[0].options"),
    mistake("question.limit", f"{FORM}.questions[4].kind", "money", found_at=f"{FORM}.questions[4].limits[0].kind"),
    mistake("question.no_limit", f"{FORM}.questions[4].kind", "date", found_at=f"{FORM}.questions[4].limits[0].kind",
            alone=False),
)  # fmt: skip

JUDGED = (
    mistake("weights.sum", f"{MAIN}.criteria[0].weight", "50", found_at=f"{MAIN}.criteria"),
    mistake("weights.sum", f"{MAIN}.criteria[0].weight", "90", (f"{MAIN}.criteria[0].scale", GONE),
            found_at=f"{MAIN}.criteria", alone=False),
    mistake("weights.sum", f"{MAIN}.criteria[0].weight", None, found_at=f"{MAIN}.criteria"),
    mistake("weights.order", f"{FINAL}.parts[1].criteria[0].weight", "2", found_at=f"{FINAL}.parts[1].criteria"),
    mistake("weights.unused", f"{MAIN}.weights", "equal", found_at=f"{MAIN}.criteria"),
    mistake("weights.unused", f"{MAIN}.criteria[2].weight", "10", found_at=f"{MAIN}.criteria"),
    mistake("weights.points", f"{FINAL}.parts[0].weights", "equal"),
    mistake("weights.missing", f"{MAIN}.weights", None),
    mistake("criteria.none", f"{ROUNDS}[1].judging.parts[0].criteria", []),
    mistake("scale.open", f"{MAIN}.criteria[1].scale.highest", None),
    mistake("scale.step", f"{MAIN}.criteria[1].scale.step", "0.3"),
    mistake("scale.step", f"{MAIN}.criteria[1].scale.step", "0"),
    mistake("scale.anchor", f"{MAIN}.criteria[1].scale.anchors[0].at", "7"),
    mistake("scale.from_one", f"{MAIN}.criteria[1].scale.lowest", "1", (f"{MAIN}.criteria[1].scale.anchors", [])),
    mistake("scale.flat", f"{MAIN}.criteria[1].scale", {"kind": "yes_no", "points": "0"}, (f"{MAIN}.criteria[1].minimum", None)),
    mistake("criterion.minimum", f"{MAIN}.criteria[1].minimum", "6"),
    mistake("criterion.otherwise", f"{MAIN}.criteria[2].otherwise", None),
    mistake("combine.parts", f"{FINAL}.combine", None),
    mistake("combine.parts", f"{JUDGING}.combine", {"kind": "sum"}),
    mistake("combine.ranks", f"{FINAL}.combine.shares[1].normalise", {"kind": "percent_of_best"},
            found_at=f"{FINAL}.parts[1].aggregation"),
    mistake("combine.ranks", f"{FINAL}.combine", {"kind": "sum"}, found_at=f"{FINAL}.parts[1].aggregation"),
    mistake("shares.sum", f"{FINAL}.combine.shares[0].share", "90", found_at=f"{FINAL}.combine.shares"),
    mistake("shares.parts", f"{FINAL}.combine.shares[0].part", "places", found_at=f"{FINAL}.combine.shares"),
    mistake("ties.not_total", f"{JUDGING}.ties", [tie("earlier_submission", "first")]),
    mistake("ties.not_total", f"{JUDGING}.ties[1].lots", ["heat"], found_at=f"{JUDGING}.ties"),
    mistake("ties.not_total", f"{JUDGING}.ties", []),
    mistake("ties.never_reached", f"{ROUNDS}[1].judging.ties",
            [tie("shared_rank", "a"), tie("jury_decides", "b", jury="jury", by="majority")],
            found_at=f"{ROUNDS}[1].judging.ties[1]"),
    mistake("ties.only_time", f"{JUDGING}.ties", [tie("earlier_submission", "a"), tie("shared_rank", "b")],
            found_at=f"{JUDGING}.ties[0]"),
    mistake("points.stated", f"{JUDGING}.stated[0].points", "105", found_at=f"{JUDGING}.stated[0]"),
    mistake("points.stated", f"{MAIN}.groups[0].stated", [{"key": "all", "points": "90", "only_if": None}],
            found_at=f"{MAIN}.groups[0].stated[0]"),
    mistake("jury.size", "rules.juries[0].quorum", 6),
    mistake("jury.size", "rules.juries[0].classes[0].members", 9, found_at="rules.juries[0].classes"),
    mistake("jury.small", "rules.juries[0]", panel(members=4), found_at="rules.juries[0].members"),
    mistake("jury.small", "rules.juries[0]", panel(members=None), found_at="rules.juries[0].minimum"),
    mistake("jury.scorecards", f"{MAIN}.scorecards_per_entry", 6),
    mistake("jury.trimmed", f"{MAIN}.aggregation.over_jurors", {"kind": "trimmed_mean", "drop_highest": 2, "drop_lowest": 1}),
    mistake("vote.if_fewer", "rules.juries[1].minimum_ballots", None, found_at="rules.juries[1].if_fewer"),
    mistake("vote.aggregation", "rules.juries[1].ballot", {"kind": "approve", "choices": 1},
            found_at=f"{ROUNDS}[2].judging.parts[0].aggregation"),
)  # fmt: skip
