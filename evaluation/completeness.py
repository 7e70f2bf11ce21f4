"""What the jury of a draft challenge still lacks; registered with the checks of challenges.completeness."""

from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge
from core.lifecycle import Gap
from core.translated import in_active_language
from evaluation import scoring


def panel_gaps(challenge: Challenge) -> Iterator[Gap]:
    """Yield a gap while fewer jurors are named than the law profile or a round asks, and while nobody is named to chair.

    Source: art. 81 of 2014/24/EU; Pzp art. 335. Deputies and those who declined do not count; who accepted is asked when the jury
    is appointed.
    """
    try:
        jurors = list(challenge.panel.jurors.all())
    except ObjectDoesNotExist:
        jurors = []
    roles = [juror.role for juror in jurors if juror.declined_at is None and juror.role != "deputy"]
    needed = challenge.profile.minimum_jurors
    if len(roles) < needed:
        words = {"there": len(roles), "needed": needed}
        yield Gap(_("%(there)s jurors are named; the law profile asks for %(needed)s.") % words, "panel")
    if needed and "chair" not in roles:
        yield Gap(_("Nobody is named to chair the jury."), "panel")
    # Where even the profile's jurors are missing, that gap says all there is to say.
    for stage in challenge.rules.rounds or ():
        asked = scoring.cards_needed(stage.judging)
        if asked > max(len(roles), needed):
            facts = {"title": in_active_language(stage.title), "needed": asked, "there": len(roles)}
            yield Gap(
                _("The round “%(title)s” needs %(needed)s scorecards per entry; %(there)s jurors are named.") % facts,
                f"round-{stage.key}",
                "too_few_jurors",
            )
