"""The tasks that this app puts on the desk page of a challenge: words, facts, rounds, approval."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Visitor
from challenges import manuscripts
from challenges.desk import DeskTask
from challenges.lifecycle import AmendmentState, ChallengeState
from challenges.models import Amendment, Challenge
from challenges.rules.building import Plain
from core.permissions import may
from core.translated import language_name


def own_tasks(challenge: Challenge, user: Visitor) -> Iterator[DeskTask]:
    """Yield what is to be done to bring `challenge` to the public."""
    # What is being amended is not for everybody who may see the desk of a public challenge.
    amendment = challenge.amendment if may(user, "challenges.follow_amendment", challenge) else None
    is_open = challenge.state == ChallengeState.DRAFT or (amendment is not None and amendment.state == AmendmentState.DRAFTING)
    writes = is_open and may(user, "challenges.edit", challenge)
    gaps = (amendment or challenge).gaps() if is_open else ()
    lacking = {gap.section for gap in gaps}
    yield from _word_tasks(challenge, writes=writes, lacking=lacking, is_open=is_open)
    for order, page in enumerate(_rule_pages(challenge.written if amendment else challenge.plain)):
        url = reverse(f"challenges:{page.view}", args=[challenge.reference, *page.arguments]) if writes else ""
        yield _part(page.title, page.group, is_lacking=page.section in lacking, order=10 + order, url=url, is_open=is_open)
    yield from _approval_tasks(challenge, user, complete=not lacking)
    if amendment is not None:
        yield _amendment_task(challenge, amendment)


@dataclass(frozen=True)
class _Page:
    """A page on which rules are written: the section of its gaps, its view with arguments, and the group of its task."""

    section: str
    view: str
    arguments: list[str]
    title: str
    group: str


def _rule_pages(document: Plain) -> Iterator[_Page]:
    yield _Page("basics", "basics", [], _("Basic facts"), "prepare")
    for number, stage in enumerate(document["rules"].get("rounds", []), start=1):
        key, group = stage["key"], f"round-{number}"
        yield _Page(f"round-{key}", "round", [key], _("Dates and rules"), group)
        for part in (stage.get("judging") or {}).get("parts", []):
            if part.get("criteria") is not None:
                yield _Page(f"criteria-{key}", "criteria", [key, part["key"]], _("Criteria and weights"), group)
        if stage.get("intake"):
            yield _Page(f"questions-{key}", "questions", [key], _("Questions of the form"), group)
    yield _Page("rules", "all_rules", [], _("All rules"), "prepare")


def _word_tasks(challenge: Challenge, *, writes: bool, lacking: set[str], is_open: bool) -> Iterator[DeskTask]:
    for order, (language, address) in enumerate(manuscripts.store().edit_addresses(challenge).items()):
        if language in challenge.written_languages:
            title = _("Words in %(language)s") % {"language": language_name(language)}
            is_lacking, url = f"words-{language}" in lacking, address if writes else ""
            yield _part(title, "prepare", is_lacking=is_lacking, order=order, url=url, is_open=is_open)


def _amendment_task(challenge: Challenge, amendment: Amendment) -> DeskTask:
    is_waiting = amendment.state == AmendmentState.IN_REVIEW
    status = _("Waits for a publisher") if is_waiting else _("Being written")
    url = reverse("challenges:amendment", args=[challenge.reference])
    hint = _("What changes, what follows from it, and who acts next.")
    return DeskTask(_("Amendment of what is public"), status, "amendment", 1, url=url, hint=hint)


def _part(title: str, section: str, *, is_lacking: bool, order: int, url: str, is_open: bool) -> DeskTask:
    if not is_open:
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
