"""The call: a challenge, its rounds with questions and criteria, and its frozen versions."""

from challenges.models.challenge import LONGEST_WORKING_TITLE, Challenge, Contribution, Topic
from challenges.models.rounds import Criterion, Question, Round
from challenges.models.versions import ChallengeVersion

__all__ = ["LONGEST_WORKING_TITLE", "Challenge", "ChallengeVersion", "Contribution", "Criterion", "Question", "Round", "Topic"]
