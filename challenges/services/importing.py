"""Taking in a competition that was written down elsewhere: as a draft, with its keys, under a reference of its own here."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import Organisation, User
from challenges import manuscripts
from challenges.models import Challenge
from challenges.rules.document import FORMAT
from challenges.rules.reading import Reading
from challenges.services.drafting import start_draft

# What belongs to the place where the file comes from.
OF_THE_SOURCE = ("reference", "authority")


class NotImportable(Exception):
    """Something in the file blocks; `reading.findings` says what."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        super().__init__("; ".join(finding.code for finding in reading.findings))


@transaction.atomic
def import_challenge(authority: Organisation, reading: Reading, *, by: User | None) -> Challenge:
    """Start a draft of `authority` with the notice, rules and words of a document; what the source does not say stays open.

    `by` is None for the command line. Raises NotImportable when a finding blocks, PermissionDenied unless `by` writes for the
    authority.
    """
    if not reading.is_usable or not isinstance(reading.data, dict):
        raise NotImportable(reading)
    data = reading.data
    notice = {name: value for name, value in data.get("notice", {}).items() if name not in OF_THE_SOURCE}
    document: dict[str, Any] = {"format": data.get("format", FORMAT), "notice": notice, "rules": data.get("rules", {})}
    if data.get("call") is not None:
        document["call"] = data["call"]
    words = data.get("words", {})
    titles = {language: text.get("title", "") for language, text in words.items()}
    working_title = next((title for title in titles.values() if title), "") or gettext("Imported competition")
    challenge = start_draft(authority, document, by=by, titles=titles, working_title=working_title, origin="import")
    for language, text in words.items():
        if language in manuscripts.store().edit_addresses(challenge):
            named = {**text, "title": text.get("title") or working_title}
            manuscripts.store().write(challenge, language=language, words=named, by=by)
    return challenge
