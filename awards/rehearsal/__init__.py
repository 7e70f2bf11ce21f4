"""A competition played through before it is published: made-up entries under the real rules. Pure; nothing is written.

    document --supposing--> a document without holes --entering, marking--> entries with marks --running--> rounds and rewards
    --noticing--> findings --chapters--> words

Where the rules leave something to people, made-up people decide it, and each such place is told. What is not said yet is assumed,
and each assumption is told. The same document, number of entries, seed and scenario give the same rehearsal everywhere.
"""

from awards.rehearsal.rehearsing import play, prepare, rehearse, unreadable
from awards.rehearsal.result import Rehearsal
from awards.rehearsal.scenarios import SCENARIOS, Scenario

__all__ = ["SCENARIOS", "Rehearsal", "Scenario", "play", "prepare", "rehearse", "unreadable"]
