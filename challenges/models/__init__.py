"""The call: a challenge, its rounds with questions and criteria, and its frozen versions."""

from challenges.models.challenge import Challenge, Contribution
from challenges.models.rounds import Criterion, Question, Round
from challenges.models.versions import ChallengeVersion

__all__ = ["Challenge", "ChallengeVersion", "Contribution", "Criterion", "Question", "Round"]
