"""What a version holds: notice, words and rules of a challenge as plain JSON, the same bytes for the same content."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.utils.html import strip_tags

from challenges import manuscripts
from challenges.rules.document import FORMAT
from challenges.rules.editing import in_languages
from challenges.rules.shapes import Json
from core.folding import folded
from ledger import chain

Plain = dict[str, Any]


# What is asked of things. The models, which have it, stand above.


class Body(Protocol):
    """Who asks; `accounts.models.Organisation` is one."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...


class Saved(Protocol):
    """One saving of notice and rules; `challenges.models.DraftRevision` is one."""

    @property
    def plain(self) -> Plain: ...


class Written(Protocol):
    """A challenge that is being written; `challenges.models.Challenge` is one."""

    @property
    def reference(self) -> str: ...
    @property
    def authority(self) -> Body: ...
    @property
    def draft(self) -> Saved: ...
    @property
    def languages(self) -> list[str]: ...


def digest(content: Json) -> str:
    """Return the SHA-256 of `content` in canonical JSON (RFC 8785)."""
    return chain.sha256(chain.canonical(content))


def searchable(content: Plain) -> str:
    """Return all words of a version, in every language, folded for searching."""
    notice = content["notice"]
    texts = [notice["reference"], notice["authority"]["name"], *_texts(content["words"])]
    return folded(strip_tags(" ".join(texts).replace("<", " <")))


def content_of(challenge: Written, *, words: Plain | None = None) -> Plain:
    """Return notice, words and rules of a draft, ready to be frozen, in the languages of its rules.

    `words` by language are those of a test; without them the manuscripts are asked for the newest of every language.
    Texts in languages that were chosen once and dropped stay in the draft, and are left out here.
    """
    draft = challenge.draft.plain
    languages = draft["rules"].get("languages", [])
    notice = draft["notice"] | {
        "reference": challenge.reference,
        "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
    }
    if "amount" not in (notice.get("budget") or {}):
        notice["budget"] = None
    return {
        "format": FORMAT,
        "notice": notice,
        "words": words_of(challenge, languages) if words is None else words,
        "rules": in_languages(draft["rules"], languages),
        "call": draft.get("call"),
    }


def words_of(challenge: Written, languages: list[str]) -> Plain:
    """Return the newest words of the manuscripts in these languages."""
    newest = manuscripts.store().words(challenge)
    return {language: newest[language] for language in languages if language in newest}


def words_digest(challenge: Written) -> str:
    """Return the SHA-256 of the newest words."""
    return digest(words_of(challenge, challenge.draft.plain["rules"].get("languages", [])))


def _texts(part: Json) -> Iterator[str]:
    """Yield every text inside nested JSON, but not the names of its keys or types of blocks."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key != "type":
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
