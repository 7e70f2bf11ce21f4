"""What people decided because the rules leave it to them: who of a tie comes first, what a draw or a vote came to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Round


class Act(models.Model):
    """The answer to one question of the rules (`evaluation.methods.asking.Ask`), with its reason. Never changed.

    The newest of a step counts; it holds all that is decided there, also what an earlier one said of other entries. `answer` is
    as the question wants it: `order` and `choice` a list of work codes, `seed` a text, `number` a text or, where every entry has
    one, texts by work code, `sums` and `groups` texts by work code, `marks` texts by work code and criterion. `about` are the
    work codes that the question was about, and `who` was to answer it: of other entries an answer says nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    # The address of the question, e.g. `ties/jury@energy`.
    step = models.CharField(max_length=140)
    wants = models.CharField(max_length=10)
    who = models.CharField(max_length=10, default="")
    about = models.JSONField(default=list)
    answer = models.JSONField()
    reason = models.TextField(_("Reason"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="act_number_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="act_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"act {self.number} of round {self.round_id}"

    @property
    def content(self) -> dict[str, Any]:
        """What the ledger states the hash of."""
        return {
            "number": self.number,
            "step": self.step,
            "wants": self.wants,
            "who": self.who,
            "about": self.about,
            "answer": self.answer,
            "reason": self.reason,
        }

    @property
    def challenge(self) -> Challenge:
        return self.round.challenge
