"""Reading the documents of many challenges at once."""

from collections.abc import Iterable
from typing import Any

from challenges.models import Challenge, ChallengeVersion, Round
from challenges.rules.stored import document_of, unread


def read_documents(challenges: Iterable[Challenge], rounds: Iterable[Round] = ()) -> None:
    """Read what holds in `challenges` and `rounds` that this process has not read yet, in one query; none where all is known."""
    in_force = (challenge.published_version_id for challenge in challenges if challenge.published_version_id)
    missing = unread([*in_force, *(stage.set_by_version_id for stage in rounds)])
    if missing:
        for version, content in ChallengeVersion.objects.filter(pk__in=missing).values_list("pk", "content"):
            _read(version, content)


def _read(version: int, content: dict[str, Any]) -> None:
    document_of(version, lambda: content)
