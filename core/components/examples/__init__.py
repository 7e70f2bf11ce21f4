"""One example per component and state, drawn by the gallery and the tests. Sample data, not words of the portal."""

from core.components.examples.competition import competition, deadlines, scores_and_inbox
from core.components.examples.example import Example
from core.components.examples.general import actions, data, layout, messages


def examples() -> list[Example]:
    """Every component in every state, in the order of the gallery."""
    return [*layout(), *actions(), *messages(), *data(), *deadlines(), *competition(), *scores_and_inbox()]
