"""The call: a challenge, its rules as they are written, its frozen versions, what amends them, and the anchors of its rounds."""

from challenges.models.amendments import Amendment
from challenges.models.challenge import LONGEST_WORKING_TITLE, Challenge, Contribution, Topic
from challenges.models.drafts import DraftRevision
from challenges.models.rounds import Round
from challenges.models.versions import ChallengeVersion

__all__ = [
    "LONGEST_WORKING_TITLE",
    "Amendment",
    "Challenge",
    "ChallengeVersion",
    "Contribution",
    "DraftRevision",
    "Round",
    "Topic",
]
