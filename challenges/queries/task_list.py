"""The tasks that this app puts on the desk page of a challenge: words, facts, rounds, approval."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Visitor
from challenges import manuscripts
from challenges.desk import DeskTask
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge
from core.permissions import may
from core.translated import language_name


def own_tasks(challenge: Challenge, user: Visitor) -> Iterator[DeskTask]:
    """Yield what is to be done to bring `challenge` to the public."""
    writes = challenge.state == ChallengeState.DRAFT and may(user, "challenges.edit", challenge)
    lacking = {gap.section for gap in challenge.gaps()} if challenge.state == ChallengeState.DRAFT else set()
    yield from _word_tasks(challenge, writes=writes, lacking=lacking)
    for order, (section, view, title, arguments) in enumerate(_rule_pages(challenge)):
        group = f"round-{arguments[1]}" if len(arguments) > 1 else "prepare"
        url = reverse(f"challenges:{view}", args=arguments) if writes else ""
        yield _part(challenge, title, group, is_lacking=section in lacking, order=10 + order, url=url)
    yield from _approval_tasks(challenge, user, complete=not lacking)


def _rule_pages(challenge: Challenge) -> Iterator[tuple[str, str, str, list[Any]]]:
    """Yield (section of its gaps, view, title, arguments of its address) for every page on which rules are written."""
    yield "basics", "basics", _("Basic facts"), [challenge.reference]
    for stage in challenge.rounds.all():
        address = [challenge.reference, stage.number]
        yield f"round-{stage.number}", "round", _("Dates and rules"), address
        yield f"criteria-{stage.number}", "criteria", _("Criteria and weights"), address
        yield f"questions-{stage.number}", "questions", _("Questions of the form"), address


def _word_tasks(challenge: Challenge, *, writes: bool, lacking: set[str]) -> Iterator[DeskTask]:
    for order, (language, address) in enumerate(manuscripts.store().edit_addresses(challenge).items()):
        if language in challenge.languages:
            title = _("Words in %(language)s") % {"language": language_name(language)}
            yield _part(
                challenge, title, "prepare", is_lacking=f"words-{language}" in lacking, order=order, url=address if writes else ""
            )


def _part(challenge: Challenge, title: str, section: str, *, is_lacking: bool, order: int, url: str) -> DeskTask:
    if challenge.state != ChallengeState.DRAFT:
        return DeskTask(title, _("Frozen"), section, order, is_done=True)
    return DeskTask(title, _("To do") if is_lacking else _("Done"), section, order, is_done=not is_lacking, url=url)


def _approval_tasks(challenge: Challenge, user: Visitor, *, complete: bool) -> Iterator[DeskTask]:
    submitted = challenge.state != ChallengeState.DRAFT
    is_public = challenge.published_at is not None
    if not challenge.source_url:
        can_submit = not submitted and may(user, "challenges.submit", challenge)
        status = _("Done") if submitted else _("Ready") if complete else _("Not ready")
        hint = "" if submitted or complete else _("The page lists what is still missing.")
        url = reverse("challenges:submit", args=[challenge.reference]) if can_submit else ""
        yield DeskTask(_("Check and submit for approval"), status, "approve", 1, is_done=submitted, url=url, hint=hint)
        waits = challenge.state == ChallengeState.IN_REVIEW
        status = _("Published") if is_public else _("Waits for a publisher") if waits else _("Cannot start yet")
        hint = "" if submitted else _("A publisher who wrote none of it approves exactly what was submitted.")
        url = reverse("challenges:review", args=[challenge.reference]) if waits else ""
        yield DeskTask(_("Approve and publish"), status, "approve", 2, is_done=is_public, url=url, hint=hint)
