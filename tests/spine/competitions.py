"""A competition at every stage, made through the portal's own services alone: evidence of every kind, and all of it holds.

made = make_competitions("judging", "decided")     # without arguments: one at each stage of STORIES
made["judging"].rounds.get(number=1)

One competition follows the other on the calendar, so that the ledger tells them in the order of their days.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from accounts.models import User
from accounts.roles import Role
from challenges.models import Challenge
from core import clock
from core.references import predictable_codes
from tests.factories.challenges import make_authority, make_official
from tests.factories.submissions import make_supplier
from tests.spine.acts import (
    BEGINS,
    Story,
    admit,
    archive,
    assign,
    cancel,
    decide_as_proposed,
    dispute,
    draft,
    enter,
    enter_again,
    enter_third,
    open_round,
    publish,
    reject_one,
    return_to_authors,
    score,
    score_some,
    sign,
    step_down,
    submit,
    waver,
)

_OPEN = (draft, submit, return_to_authors, submit, publish, enter)
_ASSIGNED = (draft, submit, publish, enter, open_round, admit, assign)
_RANKED = (draft, submit, publish, enter, enter_third, open_round, reject_one, admit, assign, step_down, score)
_SIGNED = (*_ASSIGNED, score, sign)
_SECOND_ROUND = (enter_again, open_round, admit, assign, score, sign, decide_as_proposed)
STORIES: dict[str, tuple[Callable[[Story], None], ...]] = {
    "draft": (draft,),
    "in_review": (draft, submit),
    "open": (*_OPEN, waver),
    "judging": (*_ASSIGNED, step_down, score_some),
    "ranked": _RANKED,
    "signed": _SIGNED,
    "decided": (*_SIGNED, decide_as_proposed),
    "standstill": (*_SIGNED, decide_as_proposed, *_SECOND_ROUND),
    "overturned": (*_SIGNED, decide_as_proposed, dispute),
    "cancelled": (draft, submit, publish, enter, cancel),
    "archive": (archive,),
}
ONE_ROUND = {"signed", "overturned"}


def make_competitions(*stages: str) -> dict[str, Challenge]:
    """Make a competition at each of these stages, or at every one, and return them by stage."""
    with ExitStack() as calendar:
        calendar.enter_context(predictable_codes(2025))
        calendar.enter_context(clock.moved_to(BEGINS))
        people = _people()
        return {stage: _tell(stage, calendar, people) for stage in stages or STORIES}


def _tell(stage: str, calendar: ExitStack, people: Mapping[str, Any]) -> Challenge:
    preset = "open-social-challenge" if stage in ONE_ROUND else "design-contest"
    story = Story(calendar, **people, preset=preset)
    for act in STORIES[stage]:
        act(story)
    return story.challenge


def _people() -> dict[str, Any]:
    authority = make_authority()
    roles = {"author": Role.AUTHOR, "publisher": Role.PUBLISHER, "secretary": Role.SECRETARY}
    officials = {name: make_official(authority, role) for name, role in roles.items()}
    jurors = [User.objects.create_user(f"juror-{n}@example.org", name=f"Juror {n}") for n in range(1, 5)]
    return {"authority": authority, **officials, "jurors": jurors, "suppliers": [make_supplier() for _ in range(4)]}
