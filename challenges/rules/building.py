"""Writing whole parts of a document: every member is there, set to what is most common unless it is given.

Presets, the demo and the tests begin here. Nothing in a document depends on these values: once written, they stand in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Plain = dict[str, Any]
Texts = Mapping[str, str]

JURY = "jury"
WINDOW = "window"


def instant(at: str, words: str = "") -> Plain:
    """Return a moment of UTC such as 2027-03-01T11:00:00Z, in words as printed or by itself."""
    return {"kind": "instant", "at": at, "words": words or at}


def window(opens: Plain, closes: Plain, key: str = WINDOW) -> Plain:
    """Return a window without registration."""
    return {"key": key, "opens": opens, "closes": closes, "registration_closes": None}


def money(amount: str, currency: str, tax: str = "gross") -> Plain:
    """Return a sum of `amount`, a canonical decimal text."""
    return {"amount": amount, "currency": currency, "tax": tax}


def limit(kind: str, at_most: str) -> Plain:
    """Return an upper bound of an answer, such as 500 words."""
    return {"kind": kind, "key": kind, "at_least": None, "at_most": at_most, "over": [], "not_counted": None}


def question(kind: str, key: str, label: Texts, **members: Any) -> Plain:
    """Return a question that must be answered and that the jury reads."""
    return {
        "kind": kind,
        "key": key,
        "label": dict(label),
        "help": None,
        "required": True,
        "only_if": None,
        "section": None,
        "envelope": "content",
        "criteria": [],
        "options": [],
        "limits": [],
    } | members


def numbers(highest: str = "5", anchors: Mapping[str, Texts] | None = None, *, lowest: str = "0", step: str = "1") -> Plain:
    """Return a scale of numbers with words at the marks of `anchors`."""
    worded = [{"at": mark, "label": dict(words)} for mark, words in (anchors or {}).items()]
    return {"kind": "numbers", "lowest": lowest, "highest": highest, "step": step, "anchors": worded}


def criterion(key: str, title: Texts, weight: str | None, scale: Plain, **members: Any) -> Plain:
    """Return a criterion of quality without minimum."""
    return {
        "key": key,
        "type": "quality",
        "title": dict(title),
        "description": None,
        "group": None,
        "weight": weight,
        "minimum": None,
        "scale": scale,
        "bonus": None,
        "only_if": None,
        "otherwise": None,
        "over_jurors": None,
    } | members


def points(kind: str = "weighted_share", **members: Any) -> Plain:
    """Return an aggregation: each juror's total, then the mean."""
    return {
        "kind": kind,
        "first": "total",
        "over_jurors": {"kind": "mean"},
        "missing": "not_scored",
        "shown_decimals": 4,
        "rounding": "half_even",
    } | members


def part(criteria: Iterable[Plain], **members: Any) -> Plain:
    """Return what the jury judges by percentages of weight, three scorecards to an entry."""
    return {
        "key": JURY,
        "lots": [],
        "jury": JURY,
        "scorecards_per_entry": 3,
        "others_visible": "after_own",
        "reading_order": "work_code",
        "weights": "percentage",
        "groups": [],
        "criteria": list(criteria),
        "aggregation": points(),
    } | members


def criterion_tie(key: str) -> Plain:
    """Return the tie-break by the jury's value in a criterion of the one part."""
    return {"kind": "criterion", "key": f"by-{key}"[:40], "lots": [], "part": JURY, "criterion": key}


def plain_tie(kind: str) -> Plain:
    """Return a tie-break that needs nothing else: earlier_submission, total_of_points or shared_rank."""
    return {"kind": kind, "key": kind, "lots": []}


def judging(parts: Sequence[Plain], ties: Sequence[Plain], use: str = "award", **members: Any) -> Plain:
    """Return the judging of a round by one part, or by several with `combine`."""
    return {
        "use": use,
        "period": None,
        "windows": "together",
        "stated": [],
        "parts": list(parts),
        "combine": None,
        "ties": list(ties),
        "scores_shown_to": "public",
    } | members


def minimum_score(score: str) -> Plain:
    """Return the hurdle of a least total."""
    return {"kind": "minimum_score", "key": "points", "lots": [], "score": score}


def top(places: int, at_line: str = "jury_decides") -> Plain:
    """Return the take of the best `places`."""
    return {"kind": "top", "key": "best", "lots": [], "places": places, "at_line": at_line}


def advancing(takes: Sequence[Plain], hurdles: Sequence[Plain] = (), **members: Any) -> Plain:
    """Return who goes on, counted over the whole challenge, from which nobody may depart."""
    return {
        "per": "challenge",
        "may_depart": None,
        "hurdles": list(hurdles),
        "takes": list(takes),
        "reserves": None,
    } | members


def intake(questions: Sequence[Plain], windows: Sequence[Plain] = (), *, languages: Sequence[str], **members: Any) -> Plain:
    """Return sealed, blind intake through the portal, which two officials open."""
    portal = {"kind": "portal", "key": "portal", "required": True, "counts_when": "received", "pattern": None}
    return {
        "windows": list(windows),
        "call_windows": [],
        "more_later": False,
        "enquiries": [],
        "channels": [portal],
        "late": "refused",
        "entry_languages": list(languages),
        "openers": 2,
        "anonymity": {"until": "report_signed", "pseudonym_allowed": False},
        "public": "never",
        "comments": False,
        "replaceable": True,
        "over_limit": "refused",
        "sections": [],
        "questions": list(questions),
    } | members


def stage(key: str, title: Texts, **members: Any) -> Plain:
    """Return a round in which nothing happens but what is given."""
    return {
        "key": key,
        "title": dict(title),
        "follows": [],
        "joins": None,
        "lasts": None,
        "intake": None,
        "meeting": None,
        "shows": [],
        "judging": None,
        "advancing": None,
        "planned": [],
    } | members


def planned_decision(day: str) -> Plain:
    """Return the day by which the decision of a round is planned."""
    return {"key": "decision", "kind": "decision", "when": {"kind": "day", "on": day, "words": day}, "binding": False}


def reward(key: str, title: Texts, to: Plain, **members: Any) -> Plain:
    """Return a prize, once, in full, out of no pool."""
    return {
        "key": key,
        "lots": [],
        "kind": "prize",
        "title": dict(title),
        "per": "challenge",
        "to": to,
        "count": None,
        "each": None,
        "paid_in": None,
        "pool": None,
        "funder": None,
        "who": [],
        "bars": [],
        "not_with": [],
        "may_be_withheld": False,
        "when_shared": None,
        "freed": "nobody",
        "instalments": [],
        "duties": [],
    } | members


def to_advanced(round_key: str) -> Plain:
    """Return the recipients "everyone who advanced from this round"."""
    return {"kind": "advanced", "round": round_key}


def rewards(items: Sequence[Plain] = (), **members: Any) -> Plain:
    """Return what is given, without pools."""
    return {"stated_total": None, "more_later": False, "pools": [], "items": list(items), "follow_up": None} | members


def panel(title: Texts, **members: Any) -> Plain:
    """Return a panel of jurors that decides by majority and does not bind the authority."""
    return {
        "kind": "panel",
        "key": JURY,
        "title": dict(title),
        "members": None,
        "minimum": 3,
        "quorum": None,
        "classes": [],
        "qualified_share": None,
        "appointed_by": "authority",
        "replaced_by": "authority",
        "decides_by": "majority",
        "casting_vote": False,
        "binding": False,
    } | members


def law(profile: str, values: Iterable[Plain] = (), **members: Any) -> Plain:
    """Return the legal frame of an open procedure with the numbers of a profile."""
    return {"profile": profile, "legal_basis": None, "procedure": "open", "values": list(values), "overrides": []} | members


def participation(**members: Any) -> Plain:
    """Return that everybody may enter, by themselves, once."""
    once: Plain = {
        "key": "one-entry",
        "lots": [],
        "counts": "entries",
        "of": {"kind": "applicant"},
        "per": "challenge",
        "round": None,
        "at_least": None,
        "at_most": 1,
        "excess": "refuse",
        "shortfall": None,
    }
    return {"who": [], "entry_as": [{"kind": "alone"}], "limits": [once]} | members


def rules(languages: Sequence[str], rounds: Sequence[Plain], *, law: Plain, zone: str, **members: Any) -> Plain:
    """Return the rules of a competition without lots, judged by the juries in `members`."""
    return {
        "zone": zone,
        "languages": list(languages),
        "law": law,
        "lots": [],
        "participation": participation(),
        "juries": [],
        "rounds": list(rounds),
        "rewards": rewards(),
        "reserved_changes": [],
    } | members
