"""Many competitions at once, each act at its own moment of the past: the ledger tells them in the order of their moments."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime

from core import clock

# A story acts, yields the moment at which it goes on, acts again, and ends.
Story = Iterator[datetime]


def play(stories: Iterable[tuple[datetime, Story]]) -> None:
    """Play all stories, each from its beginning: always the one whose next act is the earliest, with the clock at its moment."""
    queue = [(begins, number, story) for number, (begins, story) in enumerate(stories)]
    heapq.heapify(queue)
    while queue:
        moment, number, story = heapq.heappop(queue)
        with clock.moved_to(moment):
            following = next(story, None)
        if following is not None:
            heapq.heappush(queue, (following, number, story))
