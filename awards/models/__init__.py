"""The outcome: decisions on entries, what suppliers are told, and awards through their standstill."""

from awards.models.awards import Award, AwardList, AwardQuerySet, ChangeNotice
from awards.models.decisions import Decision, Notice, NoticeQuerySet, ProposedDecision, RoundRecord, RoundToDecide
from awards.models.disputes import Overturning, Suspension
from awards.models.rehearsals import KeptRehearsal

__all__ = [
    "Award",
    "AwardList",
    "AwardQuerySet",
    "ChangeNotice",
    "Decision",
    "KeptRehearsal",
    "Notice",
    "NoticeQuerySet",
    "Overturning",
    "ProposedDecision",
    "RoundRecord",
    "RoundToDecide",
    "Suspension",
]
