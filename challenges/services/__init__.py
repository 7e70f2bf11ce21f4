"""Writes: one function per thing a person does with a challenge."""

from challenges.services.archive import archive_challenge
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
    "move_item",
    "name_challenge",
    "publish_challenge",
    "remove_item",
    "return_challenge",
    "set_part",
    "start_draft",
    "submit_challenge",
    "take_back",
]
