"""Reading the documents of many challenges at once."""

from collections.abc import Iterable
from typing import Any

from challenges.models import Challenge, ChallengeVersion, Round
from challenges.rules.stored import document_of, is_read


def read_documents(challenges: Iterable[Challenge], rounds: Iterable[Round] = ()) -> None:
    """Read what holds in `challenges` and `rounds` that this process has not read yet, in one query; none where all is known.

    Their versions are at hand already, but for the content.
    """
    holding = [*(challenge.published_version for challenge in challenges), *(stage.version for stage in rounds)]
    missing = {version.pk: version.sha256 for version in holding if version is not None and not is_read(version.sha256)}
    if missing:
        for key, content in ChallengeVersion.objects.filter(pk__in=missing).values_list("pk", "content"):
            _read(missing[key], content)


def _read(sha256: str, content: dict[str, Any]) -> None:
    document_of(sha256, lambda: content)
