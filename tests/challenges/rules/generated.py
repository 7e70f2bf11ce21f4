"""Whole made-up documents without a hole that make sense: every kind of every union occurs, each by chance.

`document_of(seed)` is the same document on every machine; `documents()` is a strategy of hypothesis over seeds, so that a failing
property names the seed. Documents do not shrink: a smaller one would be another competition.
"""

from random import Random

from hypothesis import strategies as st

from tests.challenges.rules.making import PROFILES, Data, Maker
from tests.challenges.rules.making_rewards import pool, rewards
from tests.challenges.rules.making_rounds import add_round


def documents() -> st.SearchStrategy[Data]:
    """Return documents as JSON would give them."""
    return st.integers(0, 2**32 - 1).map(document_of)


def document_of(seed: int) -> Data:
    """Return the document of this seed."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    make = Maker(
        random=random,
        languages=random.choice((["pl"], ["en"], ["pl", "en"], ["en", "pl"])),
        zone=random.choice(("Europe/Warsaw", "Europe/Warsaw", "Europe/London", "America/New_York")),
        currency=random.choice(("PLN", "PLN", "EUR", "USD")),
        profile=random.choice(PROFILES),
    )
    rules = rules_of(make)
    return {"format": 2, "notice": notice(make), "words": words(make), "rules": rules, "call": make.call}


def rules_of(make: Maker) -> Data:
    """Return the rules; parts that others name are made first."""
    lots = lots_of(make)
    make.juries = juries(make)
    make.call = call(make) if make.chance(0.15) else None
    add_rounds(make)
    return {
        "zone": make.zone,
        "languages": make.languages,
        "law": law(make),
        "lots": lots,
        "participation": participation(make),
        "juries": make.juries,
        "rounds": make.rounds,
        "rewards": rewards(make),
        "reserved_changes": [reserved_change(make) for _ in range(make.random.randint(0, 2))],
    }


def add_rounds(make: Maker) -> None:
    """Make one to four rounds in a row, or two that part and meet again."""
    if make.chance(0.2):
        add_round(make, [], is_followed=True)
        first = make.rounds[0]
        add_round(make, [first], is_followed=True)
        add_round(make, [first], is_followed=True)
        add_round(make, make.rounds[1:], is_followed=False)
        return
    count = make.random.randint(1, 4)
    for number in range(count):
        add_round(make, make.rounds[-1:], is_followed=number < count - 1)


def lots_of(make: Maker) -> list[Data]:
    if not make.chance(0.4):
        return []
    outer = {"key": make.key("lot"), "title": make.text("Lot", "Część"), "within": None}
    other = {"key": make.key("lot"), "title": make.text("Lot", "Część"), "within": make.maybe(outer["key"])}
    make.lots = [str(outer["key"]), str(other["key"])]
    return [outer, other]


def law(make: Maker) -> Data:
    override = {"key": "standstill_days", "value": "14", "reason": "Holidays fall into the time."}
    return {
        "profile": make.profile,
        "legal_basis": make.maybe("32014L0024"),
        "procedure": make.pick("open", "restricted", "oth-single", "oth-mult"),
        "values": [{"key": "minimum_jurors", "value": "3", "source": "Pzp 335(1)", "as_of": "2026-11-01"}],
        "overrides": make.some([override], 0, 1),
    }


def juries(make: Maker) -> list[Data]:
    """Return a panel, which every document has, and some others."""
    others = make.some((vote(make), officials(make), machine(make)), 0, 2)
    return [panel(make), *others]


def panel(make: Maker) -> Data:
    members = make.random.randint(4, 9)
    group = {"key": make.key("class"), "title": make.text("Experts", "Znawcy"), "members": 2, "deputies": 1}
    return {
        **_jury(make, "panel"),
        "members": members,
        "minimum": 3,
        "quorum": make.maybe(make.random.randint(3, members)),
        "classes": make.some([group], 0, 1),
        "qualified_share": make.maybe("1/3"),
        "appointed_by": make.pick("authority", "organiser", "outside_body"),
        "replaced_by": make.maybe(make.pick("authority", "organiser", "outside_body")),
        "decides_by": make.pick("majority", "consensus"),
        "casting_vote": make.chance(0.5),
        "binding": make.chance(0.5),
    }


def vote(make: Maker) -> Data:
    least = make.maybe(make.random.randint(10, 200))
    approve = {"kind": "approve", "choices": make.maybe(3)}
    return {
        **_jury(make, "vote"),
        "who": [make.condition("age") for _ in range(make.pick(0, 0, 1))],
        "known_by": make.pick("nothing", "registered", "verified_email"),
        "ballot": make.pick(approve, {"kind": "stars", "lowest": 1, "highest": 5}),
        "binding": make.chance(0.5),
        "minimum_ballots": least,
        "if_fewer": make.pick("zero", "official") if least else None,
        "own_entry": make.chance(0.3),
        "running_counts_shown": make.chance(0.3),
    }


def officials(make: Maker) -> Data:
    return _jury(make, "officials")


def machine(make: Maker) -> Data:
    return {**_jury(make, "machine"), "measures": make.text("Seconds to the goal", "Sekundy do celu")}


def _jury(make: Maker, kind: str) -> Data:
    return {"kind": kind, "key": make.key("jury"), "title": make.text("Jury", "Sąd konkursowy")}


def participation(make: Maker) -> Data:
    ways = ("alone", "team", "consortium", "represented")
    return {
        "who": [make.condition() for _ in range(make.random.randint(0, 3))],
        "entry_as": [entry_as(make, kind) for kind in make.some(ways, 1, 3)],
        "limits": [limit(make, make.pick("round", "lot", "challenge")) for _ in range(make.random.randint(0, 3))],
    }


def entry_as(make: Maker, kind: str) -> Data:
    if kind == "alone":
        return {"kind": kind}
    if kind == "represented":
        return {"kind": kind, "by": make.pick("school", "guardian")}
    return {
        "kind": kind,
        "members_at_least": make.maybe(2),
        "members_at_most": make.maybe(6),
        "captain": make.chance(0.5),
        "paid": make.pick("captain", "evenly", "each"),
        "public_name": make.pick("members", "own"),
    }


_EXCESS = ("refuse", "disqualify_all", "keep_first", "keep_last", "keep_first_listed", "applicant_chooses", "reserve_list")


def limit(make: Maker, per: str) -> Data:
    """Return a limit; what happens beyond a bound is said only where there is one."""
    bounds = make.bounds(1, 20)
    counts = ("entries", "admissible_entries", "teams", "members", "lots", "advances", "wins", "challenges")
    return {
        "key": make.key("limit"),
        "lots": make.scope(),
        "counts": make.pick(*counts),
        "of": counted_per(make),
        "per": per,
        "round": make.pick(*make.rounds)["key"] if per == "round" else None,
        **bounds,
        "excess": make.pick(*_EXCESS) if bounds["at_most"] is not None else None,
        "shortfall": make.pick("cancelled", "goes_on", "official") if bounds["at_least"] is not None else None,
    }


def counted_per(make: Maker) -> Data:
    plain = [{"kind": kind} for kind in ("everyone", "applicant", "person", "entry")]
    forms = [stage["intake"] for stage in make.rounds if stage["intake"]]
    questions = [question["key"] for form in forms for question in form["questions"] if question["kind"] == "one_of"]
    answers = [{"kind": "same_answer", "question": make.pick(*questions)}] * 2 if questions else []
    return make.pick(*plain, *answers, {"kind": "named_by_jury", "jury": make.panel["key"]})


def reserved_change(make: Maker) -> Data:
    return {
        "kind": make.pick("dates", "jury", "purse", "awards", "parameters"),
        "key": make.key("change"),
        "direction": make.pick("any", "up", "down"),
        "by": make.pick("notice", "amendment"),
        "until": make.maybe(make.when(30)),
        "words": make.text("May change", "Może się zmienić"),
    }


def call(make: Maker) -> Data:
    """Return what the challenges of a joint call share."""
    return {
        "title": make.text("Joint call", "Wspólny nabór"),
        "challenges": make.random.randint(2, 9),
        "more_later": make.chance(0.3),
        "stated_total": make.maybe(make.money(900), 0.3),
        "windows": make.some([make.entry_window(0, 50)], 0, 1),
        "limits": [limit(make, "call")],
        "pools": [pool(make, "call") for _ in range(make.random.randint(0, 1))],
    }


def notice(make: Maker) -> Data:
    """Return who asks, about what."""
    annex = {"key": "jurors", "kind": "jurors", "sha256": f"{make.random.getrandbits(256):064x}"}
    return {
        "reference": f"GT-2027-{make.random.randint(1, 999):03d}",
        "authority": {"name": "Ministerstwo Wody", "slug": "woda"},
        "topic": "water",
        "cpv_codes": make.some(("71000000", "72000000", "73000000"), 0, 2),
        "place": make.maybe("Gdańsk"),
        "contact_email": make.maybe("konkurs@woda.example"),
        "budget": make.maybe(make.money(100_000), 0.7),
        "annexes": make.some([annex], 0, 1),
    }


def words(make: Maker) -> Data:
    """Return the challenge in words."""
    brief = [{"type": "paragraph", "value": "<p>Every spring the river rises.</p>"}]
    return {
        language: {"title": f"Flood warning {make.random.randint(1, 99)}", "summary": "", "brief": brief}
        for language in make.languages
    }
