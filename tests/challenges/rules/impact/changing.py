"""Changes of a document and the classes they fall into."""

from typing import Any

from tests.challenges.rules.impact.amending import impact_of


def classes(*changes: tuple[str, Any], **further: Any) -> list[str]:
    return [change.gravity.value for change in impact_of(*changes, **further)]
