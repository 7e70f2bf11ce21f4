"""Format 1, which has no member `format`. Much of what it meant stood in the code of its time: here that is written out."""

from collections.abc import Mapping
from typing import Any

from challenges.rules.upgrades.format_1_rounds import JURY, ZONE, money, reward, rewarded, upgraded_round

Content = Mapping[str, Any]

# What the law profiles of format 1 said, and the day they were read. They stood in the code, not in the document.
_READ_ON = "2026-11-01"
_PROFILES: dict[str, dict[str, str]] = {
    "pl-design-contest": {"source": "Pzp 264, 325-358", "minimum_jurors": "3", "standstill_days": "10"},
    "eu-design-contest": {"source": "2014/24/EU 78-82; 89/665/EEC 2a", "minimum_jurors": "3", "standstill_days": "10"},
    "archive": {"source": "archive", "minimum_jurors": "0", "standstill_days": "0"},
}
_WEIGHTS_TOTAL, _LOSING_WORKS_PUBLIC = "100", "no"


def upgrade_1_to_2(content: Content) -> Content:
    """Return a document of format 1 as format 2, with everything written out that its time took for granted."""
    languages = sorted(content["words"]) or ["en"]
    stages = content["rounds"]
    judged = [stage for stage in stages if stage["criteria"]]
    return {
        "format": 2,
        "notice": _notice(content),
        "words": {
            language: {"title": words["title"], "summary": words.get("summary", ""), "brief": words.get("brief", [])}
            for language, words in content["words"].items()
        },
        "rules": {
            "zone": ZONE,
            "languages": languages,
            "law": _law(content["law_profile"], several_rounds=len(stages) > 1),
            "lots": [],
            "participation": _participation(),
            "juries": [_jury(content["law_profile"], languages)] if judged else [],
            "rounds": [upgraded_round(stage, stages, languages) for stage in stages],
            "rewards": {
                "stated_total": None,
                "more_later": False,
                "pools": [],
                "items": [reward(stage, content["currency"]) for stage in judged if rewarded(stage, stages)],
                "follow_up": None,
            },
            "reserved_changes": [],
        },
        "call": None,
    }


def _notice(content: Content) -> dict[str, Any]:
    return {
        "reference": content["reference"],
        "authority": dict(content["authority"]),
        "topic": content["topic"],
        "cpv_codes": list(content["cpv_codes"]),
        "place": content["place"] or None,
        "contact_email": content["contact_email"] or None,
        "budget": money(content["budget"], content["currency"]) if content["budget"] is not None else None,
        "annexes": [],
    }


def _law(profile: str, *, several_rounds: bool) -> dict[str, Any]:
    known = _PROFILES[profile]
    values = {
        "minimum_jurors": known["minimum_jurors"],
        "standstill_days": known["standstill_days"],
        "weights_total": _WEIGHTS_TOTAL,
        "losing_works_public": _LOSING_WORKS_PUBLIC,
    }
    return {
        "profile": profile,
        "legal_basis": None,
        "procedure": "oth-mult" if several_rounds else "open",
        "values": [{"key": key, "value": value, "source": known["source"], "as_of": _READ_ON} for key, value in values.items()],
        "overrides": [],
    }


def _participation() -> dict[str, Any]:
    one_entry: dict[str, Any] = {
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
    return {"who": [], "entry_as": [{"kind": "alone"}], "limits": [one_entry]}


def _jury(profile: str, languages: list[str]) -> dict[str, Any]:
    return {
        "kind": "panel",
        "key": JURY,
        "title": dict.fromkeys(languages, "Jury"),
        "members": None,
        "minimum": int(_PROFILES[profile]["minimum_jurors"]),
        "quorum": None,
        "classes": [],
        "qualified_share": None,
        "appointed_by": "authority",
        "replaced_by": "authority",
        "decides_by": "majority",
        "casting_vote": False,
        "binding": False,
    }
