"""The call as OCDS `tender` as the first format of the rules told it, for ever: its releases keep their bytes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from challenges.profiles import PROFILES

LOT = "LOT-0001"
PERCENT_TOTAL = 100
Content = Mapping[str, Any]


def language_of(content: Content) -> str:
    """Return the language of a release's plain texts: English where there is any, else the first."""
    words = content["words"]
    return "en" if "en" in words else str(next(iter(words)))


def authority_of(content: Content) -> dict[str, Any]:
    """Return the authority as a reference to its party."""
    return {"id": f"authority-{content['authority']['slug']}", "name": content["authority"]["name"]}


def tender(content: Content, *, published_at: str) -> dict[str, Any]:
    """Return the whole call as it was published."""
    language, rounds = language_of(content), content["rounds"]
    return {
        "id": content["reference"],
        **texts(content, language),
        "status": "active",
        "procuringEntity": authority_of(content),
        "procurementMethod": "open",
        "procurementMethodDetails": profile_name(content["law_profile"]),
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "submissionMethod": ["electronicSubmission"],
        **_value("value", content["budget"], content["currency"]),
        **({"items": _items(content)} if content["cpv_codes"] else {}),
        "tenderPeriod": _period(rounds[0]),
        "documents": [notice(content, language, published_at)],
        "milestones": [_milestone(stage, language) for stage in rounds],
        "lots": [_lot(content, language)],
    }


def texts(content: Content, language: str) -> dict[str, str]:
    """Title and summary, and their translations as `title_pl`, `description_pl`."""
    found: dict[str, str] = {}
    for code, words in content["words"].items():
        suffix = "" if code == language else f"_{code}"
        found |= {f"title{suffix}": words["title"], f"description{suffix}": words["summary"]}
    return {key: text for key, text in found.items() if text}


def profile_name(key: str) -> str:
    """Return the legal procedure's name, in English whatever the reader speaks: a release does not depend on who asks."""
    with translation.override("en"):
        return f"{PROFILES[key].name} ({PROFILES[key].source})"


def _items(content: Content) -> list[dict[str, Any]]:
    return [
        {"id": str(number), "classification": {"scheme": "CPV", "id": code}, "relatedLot": LOT}
        for number, code in enumerate(content["cpv_codes"], start=1)
    ]


def _period(stage: Content) -> dict[str, str]:
    return {key: stage[field] for key, field in (("startDate", "opens_at"), ("endDate", "closes_at")) if stage[field]}


def notice(content: Content, language: str, published_at: str) -> dict[str, str]:
    return {
        "id": "notice",
        "documentType": "tenderNotice",
        "title": content["words"][language]["title"],
        "url": f"{settings.PORTAL_BASE_URL}/challenges/{content['reference']}/",
        "datePublished": published_at,
        "format": "text/html",
        "language": language,
    }


def _milestone(stage: Content, language: str) -> dict[str, Any]:
    """A round as a milestone of type assessment, due when its entries are."""
    title = _word(stage["title"], language)
    milestone = {"id": f"round-{stage['number']}", "type": "assessment", "status": "scheduled", "relatedLots": [LOT]}
    return milestone | ({"title": title} if title else {}) | ({"dueDate": stage["closes_at"]} if stage["closes_at"] else {})


def _lot(content: Content, language: str) -> dict[str, Any]:
    """The one lot: what the standard hangs criteria, prizes and the second stage on."""
    rounds = content["rounds"]
    lot: dict[str, Any] = {"id": LOT, "title": content["words"][language]["title"], "status": "active"}
    criteria = [criterion for stage in rounds for criterion in _criteria(stage, language)]
    if criteria:
        lot["awardCriteria"] = {"criteria": criteria}
    lot["designContest"] = _design_contest(content, language)
    if len(rounds) > 1:
        stage = {"successiveReduction": True}
        limit = rounds[-2]["advance_limit"]
        lot["secondStage"] = stage | ({"maximumCandidates": limit} if limit else {})
    return lot


def _criteria(stage: Content, language: str) -> Iterator[dict[str, Any]]:
    total = sum(float(criterion["weight"]) for criterion in stage["criteria"])
    kind = "percentageExact" if total == PERCENT_TOTAL else "pointsExact"
    for criterion in stage["criteria"]:
        numbers: list[dict[str, Any]] = [{"number": _number(criterion["weight"]), "weight": kind}]
        if float(criterion["threshold"] or 0):
            numbers.append({"number": _number(criterion["threshold"]), "threshold": "minimumScore"})
        description = _word(criterion["description"], language)
        yield {
            "type": "quality",
            "name": f"{_word(stage['title'], language) or stage['number']}: {_word(criterion['name'], language)}",
            **({"description": description} if description else {}),
            "numbers": numbers,
        }


def _design_contest(content: Content, language: str) -> dict[str, Any]:
    """Prizes in rank order: those of the last round first, then what each round before gives to who advances."""
    details: list[dict[str, Any]] = []
    for stage in reversed(content["rounds"]):
        if float(stage["prize_each"] or 0):
            for _place in range(stage["advance_limit"] or 1):
                description = _word(stage["title"], language) or f"Round {stage['number']}"
                value = _value("value", stage["prize_each"], content["currency"])
                details.append({"id": str(len(details) + 1), "description": description, **value})
    return {"hasPrizes": bool(details)} | ({"prizes": {"details": details}} if details else {})


def _value(name: str, amount: str | None, currency: str) -> dict[str, Any]:
    return {name: {"amount": _number(amount), "currency": currency}} if amount is not None else {}


def _number(text: str | None) -> float | int:
    """The standard wants JSON numbers; whole ones stay whole."""
    number = float(text or 0)
    return int(number) if number.is_integer() else number


def _word(texts: Mapping[str, str] | None, language: str) -> str:
    texts = texts or {}
    return texts.get(language) or next((text for text in texts.values() if text), "")
