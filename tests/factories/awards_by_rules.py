"""Competitions whose last rounds have rules of all kinds, judged and signed, for what is decided by them."""

from collections.abc import Sequence
from datetime import timedelta

from accounts.roles import Role
from challenges.models import Challenge, Round
from challenges.rules import building
from challenges.rules.building import Plain
from core import clock
from evaluation.models import Juror, Panel
from tests.factories import awards as make
from tests.factories.competitions import competition, criterion, judged_round, publish


def lot(key: str) -> Plain:
    return {"key": key, "title": {"en": key.title(), "pl": key.title()}, "within": None}


def contest(
    takes: Sequence[Plain] | None,
    *,
    rounds: int = 1,
    law: str = "uk-below-threshold",
    items: Sequence[Plain] | None = None,
    pools: Sequence[Plain] = (),
    lots: Sequence[Plain] = (),
    per: str = "challenge",
    reserves: int | None = None,
    threshold: str = "0",
    until: str | None = None,
) -> Challenge:
    """Return a published challenge; its first round takes by `takes`, or nobody goes on from it.

    `items` are its rewards, else the honour for who wins the last round; `until` is the act that ends anonymity.
    """
    now, authority = clock.database_now(), make.make_authority()
    criteria = [criterion(key, key.title(), str(weight)) for key, weight in make.WEIGHTS.items()]
    stages = []
    for number in range(1, rounds + 1):
        opens = now - timedelta(days=60 - 20 * number)
        made = judged_round(number, opens, opens + timedelta(days=10), criteria, threshold=threshold, is_last=number == rounds)
        if until is not None:
            made["intake"]["anonymity"]["until"] = until
        stages.append(made)
    hurdles = [building.minimum_score(threshold)] if threshold != "0" else []
    stages[0]["advancing"] = None if takes is None else building.advancing(takes, hurdles, per=per, reserves=reserves)
    document = competition(stages, law=law)
    document["rules"]["lots"] = list(lots)
    if items is not None:
        document["rules"]["rewards"] = building.rewards(items, pools=list(pools))
    words = {"en": {"title": "Floods", "summary": "", "brief": []}, "pl": {"title": "Powodzie", "summary": "", "brief": []}}
    publisher = make.make_member(authority, Role.PUBLISHER)
    challenge = publish(authority, document, words, at=now - timedelta(days=45), by=publisher)
    panel = Panel.objects.create(challenge=challenge, state="appointed", appointed_at=now)
    for role, name in zip(("chair", "member", "member"), make.JURORS, strict=True):
        person = make.make_person(name)
        Juror.objects.create(panel=panel, user=person, role=role, qualification="Hydrologist", invited_at=now, accepted_at=now)
    return challenge


def judged(challenge: Challenge, marks: Sequence[tuple[int, ...]], *, lots: Sequence[str] = ()) -> Round:
    """Return the first round with an entry per pair of marks, its report signed; `lots` are those of the entries."""
    stage = make.open_round(challenge.rounds.get(number=1))
    for place, given in enumerate(marks):
        entry = make.make_entry(stage)
        if lots:
            entry.proposal.lot_key = lots[place]
            entry.proposal.save()
        make.score(entry, *given)
    make.rank_round(stage)
    make.sign_report(stage)
    return stage
