"""What an example is, and the sample words that several share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.safestring import mark_safe

from core.components import Component, build

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LONG_POLISH = "Międzyinstytucjonalne przeciwdziałanie wykluczeniu cyfrowemu w najmniejszych miejscowościach"
WORDS = mark_safe('<p class="govuk-body">A paragraph with <a class="govuk-link" href="#main-content">a link</a>.</p>')


@dataclass(frozen=True)
class Example:
    """A component in one state."""

    component: str
    state: str
    props: Mapping[str, Any] = field(default_factory=dict)

    def build(self) -> Component:
        """The component itself, ready to be drawn."""
        return build(self.component, self.props)
