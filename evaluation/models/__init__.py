"""The judging: who scores, what they declared, their marks, the ranking and the signed report."""

from evaluation.models.acts import Act
from evaluation.models.corrections import Correction
from evaluation.models.outcome import RankingSnapshot, Report, Signature
from evaluation.models.panel import Declaration, Juror, Panel
from evaluation.models.scorecard import Score, Scorecard

__all__ = [
    "Act",
    "Correction",
    "Declaration",
    "Juror",
    "Panel",
    "RankingSnapshot",
    "Report",
    "Score",
    "Scorecard",
    "Signature",
]
