"""Contests of two blind rounds, and how they go on."""

from accounts.models import Membership
from accounts.roles import Role
from awards.queries.deciding import basis
from awards.services import decide_round
from challenges.models import Round
from submissions.models import Deposit
from tests.factories.evaluation import Judging, judging


def contest(stage: str = "signing") -> Judging:
    """Return a contest of two blind rounds with three entries, the first of them judged up to and including `stage`."""
    made = judging(stage, rounds=2, ties="shared")
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
    proposed = {code: proposal.outcome for code, proposal in basis(stage).proposed.items()}
    return decide_round(stage, by=made.secretary, outcomes=proposed, reasons={})


def revealed(made: Judging) -> list[bool]:
    return [at is not None for at in made.challenge.rounds.order_by("number").values_list("revealed_at", flat=True)]
