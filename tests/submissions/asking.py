"""Forms of rounds, made without a database."""

from challenges.rules.base import WITH_HOLES
from challenges.rules.document import Document
from submissions.answers import Questionnaire

OPTIONS = [{"key": "a", "label": {"en": "Apple"}}, {"key": "b", "label": {"en": "Bread", "pl": "Chleb"}}]
# The competition pays in złoty.
REWARD = {
    "kind": "prize",
    "key": "prize",
    "each": {"kind": "fixed", "sum": {"amount": "1000", "currency": "PLN", "tax": "gross"}},
}
_WITH_OPTIONS = {"one_of", "many_of", "table"}


def question(kind, key="q", **members):
    """Return a question that must be answered, as plain data."""
    return {
        "kind": kind,
        "key": key,
        "label": {"en": key.capitalize()},
        "help": None,
        "required": True,
        "only_if": None,
        "section": None,
        "envelope": "content",
        "criteria": [],
        "options": OPTIONS if kind in _WITH_OPTIONS else [],
        "limits": [],
    } | members


def limit(kind, **members):
    """Return a limit of this kind without any bound, as plain data."""
    ends = {"at_least": None, "at_most": None}
    own = {
        "value": {**ends, "unit": None},
        "sum": ends,
        "types": {"any_of": []},
        "target": {"any_of": []},
        "pattern": {"pattern": "00-000"},
        "layout": {"words": {"en": "11 pt"}},
        "no_author_data": {"words": {"en": "no logo"}},
    }.get(kind, {**ends, "over": [], "not_counted": None})
    return {"kind": kind, "key": kind.replace("_", "-"), **own, **members}


def money(amount, currency="PLN"):
    return {"amount": amount, "currency": currency, "tax": "gross"}


def intake(*questions, **members):
    """Return sealed, anonymous intake through the portal, as plain data."""
    portal = {"kind": "portal", "key": "portal", "required": True, "counts_when": "received", "pattern": None}
    return {
        "windows": [],
        "call_windows": [],
        "more_later": False,
        "enquiries": [],
        "channels": [portal],
        "late": "refused",
        "entry_languages": ["en"],
        "openers": 2,
        "anonymity": {"until": "report_signed", "pseudonym_allowed": False},
        "public": "never",
        "comments": False,
        "replaceable": True,
        "over_limit": "refused",
        "sections": [],
        "questions": list(questions),
    } | members


def form(*questions):
    """Return the form that asks `questions`, plain data; the rest of its document is left open."""
    stage = {"key": "idea", "intake": intake(*questions), "follows": [], "judging": None}
    content = {"format": 2, "rules": {"rounds": [stage], "rewards": {"items": [REWARD]}}}
    return Questionnaire(Document.model_validate(content, context=WITH_HOLES), "idea")
