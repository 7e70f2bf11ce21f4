"""The feed's records, one by one."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import nh3

from challenges.challenge_gov.moments import PrintedMoment, UnreadableMomentError, read_moment

_MONEY = re.compile(r"(?P<most>up to )?\$?(?P<amount>\d{1,3}(?:,\d{3})+|\d+)(?:\.00)?", re.IGNORECASE)
_TAGS = {"a", "p", "h3", "ul", "ol", "li", "strong", "em", "br", "sup", "sub", "table", "thead", "tbody", "tr", "th", "td"}
_SAME_AS = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
# The texts of a record in the order in which people read them, with the heading each gets.
_SECTIONS = (
    ("description", "Description"),
    ("prizes", "Prizes"),
    ("rules", "Rules"),
    ("judging", "Judging"),
    ("how-to-enter", "How to enter"),
)
_ABBREVIATIONS = {
    "NASA": "National Aeronautics and Space Administration",
    "CDC": "Centers for Disease Control and Prevention",
    "NOAA": "National Oceanic and Atmospheric Administration",
    "National Institute of Health": "National Institutes of Health",
}


class FeedError(ValueError):
    """The file is not a feed of Challenge.gov at all."""


@dataclass(frozen=True)
class Unread:
    """One value of the feed that could not be read: it is kept as printed, and reported."""

    challenge_id: str
    field: str
    printed: str
    why: str

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.field}: {self.printed!r}: {self.why}"


@dataclass(frozen=True)
class FeedChallenge:
    """One record of the feed; `brief` is a list of (heading, safe HTML), money is in US dollars."""

    id: str
    title: str
    agency: str
    agency_as_printed: str
    tagline: str
    source_url: str
    kinds: tuple[str, ...]
    legal_authority: str
    opens: PrintedMoment | None
    opens_as_printed: str
    closes: PrintedMoment | None
    closes_as_printed: str
    total_prize: Decimal | None
    prize_as_printed: str
    brief: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def first_moment(self) -> datetime:
        """The opening, or the deadline where the opening cannot be read; ValueError where neither can."""
        for moment in (self.opens, self.closes):
            if moment is not None:
                return moment.instant
        message = f"{self.id} has no date that could be read."
        raise ValueError(message)


def read_feed(text: str) -> tuple[list[FeedChallenge], list[Unread]]:
    """Return the challenges of the feed `text` (JSON) and what could not be read of them, in the feed's order.

    Raises FeedError when the text is no JSON or holds no list `_challenge`. A record without id, title or
    any date is reported, not returned: there is nothing to call it by, or no time to put it in.
    """
    try:
        records = json.loads(text)["_challenge"]
    except (json.JSONDecodeError, KeyError, TypeError) as problem:
        message = "This is not a JSON feed of Challenge.gov: it has no list “_challenge”."
        raise FeedError(message) from problem
    challenges: list[FeedChallenge] = []
    unread: list[Unread] = []
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        name = str(record.get("challenge-id") or "").strip()
        if not name or not str(record.get("challenge-title") or "").strip():
            unread.append(Unread(name or f"record {number}", "challenge-id, challenge-title", "", "has no id or no title"))
        elif name in seen:
            unread.append(Unread(name, "challenge-id", name, "stands in the feed twice; the first one was taken"))
        else:
            seen.add(name)
            challenge = _challenge(name, record, unread)
            if challenge.opens or challenge.closes:
                challenges.append(challenge)
            else:
                unread.append(Unread(name, "submission-start, submission-end", "", "has no date that could be read; left out"))
    return challenges, unread


def _challenge(name: str, record: dict[str, Any], unread: list[Unread]) -> FeedChallenge:
    """Return one record as a challenge, adding to `unread` what could not be read."""
    printed_agency = _text(record, "agency")
    brief = tuple(_brief(record))
    if not brief:
        unread.append(Unread(name, ", ".join(key for key, _heading in _SECTIONS), "", "the feed holds no text of this challenge"))
    return FeedChallenge(
        id=name,
        title=html.unescape(_text(record, "challenge-title")),
        agency=agency_name(printed_agency),
        agency_as_printed=printed_agency,
        tagline=html.unescape(_text(record, "tagline")),
        source_url=_text(record, "permalink"),
        kinds=tuple(_kinds(record.get("type-of-challenge"))),
        legal_authority=_text(record, "legal-authority"),
        opens=_moment(name, record, "submission-start", time(0, 0), unread),
        opens_as_printed=_text(record, "submission-start"),
        closes=_moment(name, record, "submission-end", time(23, 59), unread),
        closes_as_printed=_text(record, "submission-end"),
        total_prize=_money(name, _text(record, "total-prize-offered-cash"), unread),
        prize_as_printed=_text(record, "total-prize-offered-cash"),
        brief=brief,
    )


def _text(record: dict[str, Any], key: str) -> str:
    return " ".join(str(record.get(key) or "").split())


def agency_name(printed: str) -> str:
    """Return the department that `printed` names without "U.S.", abbreviation or sub-agency: spellings of one meet."""
    name = html.unescape(printed)
    name = re.split(r" [-–] |, (?=(?:Department|National|Naval|Office|Agricultural|Division)\b)", name)[0]
    name = re.sub(r"\s*\([A-Za-z-]+\)", "", name)
    name = re.sub(r"^(?:U\.?S\.?)\s+", "", name).replace("&", "and").replace("Humans Services", "Human Services").strip()
    return _ABBREVIATIONS.get(name, name) or "United States Government"


def _kinds(value: Any) -> Iterator[str]:
    """Yield the kinds of a challenge: a list, a text with semicolons, or nothing."""
    for item in value if isinstance(value, list) else [value]:
        for kind in str(item or "").split(";"):
            if kind.strip():
                yield kind.strip()


def _moment(name: str, record: dict[str, Any], key: str, absent: time, unread: list[Unread]) -> PrintedMoment | None:
    printed = str(record.get(key) or "").strip()
    try:
        return read_moment(printed, time_if_absent=absent)
    except UnreadableMomentError as problem:
        unread.append(Unread(name, key, printed, str(problem)))
        return None


def _money(name: str, printed: str, unread: list[Unread]) -> Decimal | None:
    """Return whole US dollars; nothing printed is nothing known, not zero."""
    if not printed:
        return None
    match = _MONEY.fullmatch(printed)
    if match is None:
        unread.append(Unread(name, "total-prize-offered-cash", printed, "not an amount of any known shape"))
        return None
    return Decimal(match["amount"].replace(",", ""))


def _brief(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the sections that say anything, as (heading, safe HTML)."""
    for key, heading in _SECTIONS:
        safe = safe_html(str(record.get(key) or ""))
        if nh3.clean(safe, tags=set()).strip():
            yield heading, safe


def safe_html(value: str) -> str:
    """Return `value` with nothing but plain structure and links: headings below the page's own, no script, style or picture."""
    for tag, same in _SAME_AS.items():
        value = re.sub(rf"(</?){tag}(?=[\s>])[^>]*>", rf"\1{same}>", value, flags=re.IGNORECASE)
    return nh3.clean(value, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}).strip()
