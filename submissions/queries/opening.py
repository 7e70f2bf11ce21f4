"""How far the opening of a round has come."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import Visitor
from challenges.models import Challenge, Round
from core import clock
from core.lifecycle import Gap
from core.permissions import may
from submissions.models import OpeningConsent


@dataclass(frozen=True)
class Opening:
    """Who consented to open a round, how many more must, and what stands against this person's consent."""

    round: Round
    consents: list[OpeningConsent]
    gaps: list[Gap]

    @property
    def required(self) -> int:
        """How many officials open it together: as many as the rules ask, and one where they ask for none."""
        intake = self.round.rules.intake
        return (intake.openers if intake else None) or 1

    @property
    def missing(self) -> int:
        return max(0, self.required - len(self.consents))

    @property
    def missing_words(self) -> Any:
        return ngettext_lazy("%d more official must consent.", "%d more officials must consent.", self.missing) % self.missing


def opening(round: Round, *, by: Visitor) -> Opening:  # noqa: A002 - the domain's own word
    """Return how far the opening of `round` has come, and what stands against the consent of `by`, by the database's clock."""
    consents = list(round.opening_consents.select_related("given_by").order_by("given_at"))
    return Opening(round, consents, [*_gaps(round, consents, by)])


def _gaps(stage: Round, consents: list[OpeningConsent], by: Visitor) -> list[Gap]:
    if not may(by, "challenges.open_round", stage.challenge):
        return [Gap(_("You do not have the role that this needs."))]
    if stage.opened_at is not None:
        return [Gap(_("The round is open already."))]
    if stage.challenge.state != Challenge.State.PUBLISHED:
        return [Gap(_("The challenge is not running."))]
    if not stage.has_closed(clock.database_now()):
        return [Gap(_("Entries stay sealed until the deadline has passed."))]
    if any(consent.given_by_id == by.pk for consent in consents):
        return [Gap(_("You have consented already. Another official must consent too."))]
    return []
