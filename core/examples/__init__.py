"""One example per component and state, drawn by the gallery and the tests. Sample data, not words of the portal."""

from core.examples.competition import challenge_cards, deadlines, inboxes, scores, timelines, winner_cards
from core.examples.example import Example
from core.examples.general import actions, data, heads, layout, messages, tasks_and_figures


def examples() -> list[Example]:
    """Every component in every state, in the order of the gallery."""
    parts = (
        heads,
        layout,
        actions,
        messages,
        data,
        tasks_and_figures,
        deadlines,
        timelines,
        challenge_cards,
        winner_cards,
        scores,
        inboxes,
    )
    return [example for part in parts for example in part()]
