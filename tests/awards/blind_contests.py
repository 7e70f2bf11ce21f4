"""Contests of two blind rounds, and how they go on."""

from accounts.models import Membership
from accounts.roles import Role
from awards.services import approve_decision, propose_decision
from challenges.models import Round
from submissions.models import Deposit
from tests.factories.awards import head_of
from tests.factories.evaluation import Judging, judging


def contest(stage: str = "signing", **rules: str) -> Judging:
    """Return a contest of two blind rounds with three entries, the first of them judged up to and including `stage`."""
    made = judging(stage, rounds=2, ties="shared", **rules)
    for number, entry in enumerate(made.entries):
        supplier = entry.proposal.supplier
        supplier.name, supplier.slug = f"Zażółć Gęślą {number}", f"zazolc-{number}"
        supplier.save()
        owner = Deposit.objects.get(entry=entry).submitted_by
        owner.name = f"Właścicielka Żółwia {number}"
        owner.save()
        Membership.objects.create(user=owner, organisation=supplier, role=Role.OWNER)
    return made


def decide(made: Judging, stage: Round) -> Round:
    """Let the secretary propose what follows from the rules, and the head approve it."""
    head = head_of(made.challenge)
    propose_decision(stage, by=made.secretary, reasons={})
    return approve_decision(stage, by=head)


def revealed(made: Judging) -> list[bool]:
    return [at is not None for at in made.challenge.rounds.order_by("number").values_list("revealed_at", flat=True)]
