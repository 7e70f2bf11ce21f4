"""Writes: one function per thing a person does with a challenge."""

from challenges.services.amending import publish_amendment, return_amendment, start_amendment, submit_amendment
from challenges.services.archive import archive_challenge
from challenges.services.discarding import discard_amendment
from challenges.services.drafting import (
    DraftConflict,
    add_item,
    create_challenge,
    move_item,
    name_challenge,
    remove_item,
    set_part,
    start_draft,
    take_back,
)
from challenges.services.publishing import (
    cancel_challenge,
    conclude_challenge,
    publish_challenge,
    return_challenge,
    submit_challenge,
)

__all__ = [
    "DraftConflict",
    "add_item",
    "archive_challenge",
    "cancel_challenge",
    "conclude_challenge",
    "create_challenge",
    "discard_amendment",
    "move_item",
    "name_challenge",
    "publish_amendment",
    "publish_challenge",
    "remove_item",
    "return_amendment",
    "return_challenge",
    "set_part",
    "start_amendment",
    "start_draft",
    "submit_amendment",
    "submit_challenge",
    "take_back",
]
