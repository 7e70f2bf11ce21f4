"""The words of a challenge are written elsewhere; this is how the domain asks for them.

The app that keeps the manuscripts registers a store. So `challenges` knows no content management system.
"""

from datetime import datetime
from typing import Any, Protocol

from django.utils.safestring import SafeString

from accounts.models import User


class ManuscriptStore(Protocol):
    """What the keeper of manuscripts can be asked."""

    def make(self, challenge: Any, *, titles: dict[str, str], by: User | None) -> None:
        """Make an empty manuscript in every language of the challenge, under its authority's place."""

    def write(self, challenge: Any, *, language: str, words: dict[str, Any], by: User | None) -> None:
        """Save words as `words` returns them; what is missing of them stays empty. `by` is None for an import."""

    def words(self, challenge: Any) -> dict[str, dict[str, Any]]:
        """Return the newest words by language: `{"title": str, "summary": str, "brief": [block, ...]}`; JSON only."""

    def problems(self, challenge: Any) -> dict[str, list[str]]:
        """Return by language what the words still lack, in words."""

    def drawn(self, brief: list[dict[str, Any]]) -> SafeString:
        """Return the blocks of a brief, frozen or not, as safe HTML."""

    def writers(self, challenge: Any, *, since: datetime | None = None) -> set[int]:
        """Return the ids of the people who wrote any of the words, ever or after `since`."""

    def edit_addresses(self, challenge: Any) -> dict[str, str]:
        """Return by language the address at which the manuscript is edited."""


_store: ManuscriptStore | None = None


def register(store: ManuscriptStore) -> None:
    """Make `store` the keeper of all manuscripts."""
    global _store  # noqa: PLW0603 - one store per installation, set once by an AppConfig
    _store = store


def store() -> ManuscriptStore:
    """Return the keeper of manuscripts; RuntimeError if no app registered one."""
    if _store is None:
        msg = "No app registered a manuscript store."
        raise RuntimeError(msg)
    return _store
