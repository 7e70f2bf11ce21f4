"""Writes: one function per thing a person does with a challenge."""

from challenges.services.archive import archive_challenge
from challenges.services.criteria import set_criteria
from challenges.services.drafting import add_round, create_challenge, edit_basics, edit_round, remove_round
from challenges.services.publishing import (
    cancel_challenge,
    conclude_challenge,
    publish_challenge,
    return_challenge,
    submit_challenge,
)
from challenges.services.questions import move_question, remove_question, save_question, set_questions

__all__ = [
    "add_round",
    "archive_challenge",
    "cancel_challenge",
    "conclude_challenge",
    "create_challenge",
    "edit_basics",
    "edit_round",
    "move_question",
    "publish_challenge",
    "remove_question",
    "remove_round",
    "return_challenge",
    "save_question",
    "set_criteria",
    "set_questions",
    "submit_challenge",
]
