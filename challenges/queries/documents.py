"""Reading the documents of many challenges at once."""

from collections.abc import Iterable
from typing import Any

from challenges.models import Challenge, ChallengeVersion
from challenges.rules.stored import document_of, unread


def read_documents(challenges: Iterable[Challenge]) -> None:
    """Read what holds in `challenges` that this process has not read yet, in one query; none where all is known."""
    missing = unread(challenge.published_version_id for challenge in challenges if challenge.published_version_id)
    if missing:
        for version, content in ChallengeVersion.objects.filter(pk__in=missing).values_list("pk", "content"):
            _read(version, content)


def _read(version: int, content: dict[str, Any]) -> None:
    document_of(version, lambda: content)
