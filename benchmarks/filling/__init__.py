"""Fills the database with competitions at every stage, in bulk; ranks and decides some of them by the real services."""

from benchmarks.filling.everything import fill
from benchmarks.filling.world import World

__all__ = ["World", "fill"]
