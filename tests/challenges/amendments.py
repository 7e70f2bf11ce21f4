"""Amendments of published challenges as officials make them."""

from typing import Any

import pytest

from accounts.models import User
from challenges import services
from challenges.models import Amendment, Challenge
from challenges.rules.editing import at
from core.lifecycle import TransitionRefused

REASON = "The weights add up to something else than the brief says."
CRITERIA = "rules/rounds/concept/judging/parts/jury/criteria"
QUESTIONS = "rules/rounds/concept/intake/questions"
WINDOW = "rules/rounds/concept/intake/windows"


def begin(challenge: Challenge, by: User) -> Amendment:
    """Begin to amend a published challenge."""
    return services.start_amendment(challenge, by=by, reason=REASON, code="cor-buy")


def set_member(challenge: Challenge, by: User, path: str, value: Any) -> None:
    """Set one member of the draft."""
    services.set_part(challenge, by=by, path=path, value=value)


def first(challenge: Challenge, path: str) -> str:
    """Return the path of the first item of a list of the draft."""
    return f"{path}/{at(challenge.written, path)[0]['key']}"


def reweigh(challenge: Challenge, by: User) -> None:
    """Move five points of weight from the second criterion to the first: everybody with an entry relied on them."""
    one, two, *_ = at(challenge.written, CRITERIA)
    for item, step in ((one, 5), (two, -5)):
        set_member(challenge, by, f"{CRITERIA}/{item['key']}/weight", str(int(item["weight"]) + step))


def extend(challenge: Challenge, by: User, moment: str) -> None:
    """Move the deadline of the first round to `moment`, as text of UTC."""
    path = f"{first(challenge, WINDOW)}/closes/at"
    set_member(challenge, by, path, moment)


def submitted(challenge: Challenge, by: User) -> Amendment:
    """Return an amendment that waits for its approval: another address for questions, nothing else."""
    amendment = begin(challenge, by)
    set_member(challenge, by, "notice/contact_email", "new@example.org")
    services.submit_amendment(amendment, by=by)
    return amendment


def codes(refused: pytest.ExceptionInfo[TransitionRefused]) -> set[str]:
    return {gap.code for gap in refused.value.gaps}


def publish(amendment: Amendment, by: User) -> Amendment:
    return services.publish_amendment(amendment, by=by, sha256=amendment.candidate.sha256)
