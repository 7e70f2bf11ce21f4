"""The keeper of manuscripts that `challenges` asks for words: Wagtail pages, one per language, their newest revision."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Revision

from accounts.models import User
from challenges.models import Challenge
from pages.blocks import frozen_blocks, is_readable, problems_of, thawed_blocks
from pages.models import ChallengePage
from pages.services.authorities import sync_authority


class WagtailManuscripts:
    """See `challenges.manuscripts.ManuscriptStore` for what each answer means."""

    @transaction.atomic
    def make(self, challenge: Challenge, *, titles: dict[str, str], by: User | None) -> None:
        """Make the manuscripts that are missing, empty but for the title; `by` is their first writer, None for an import."""
        places = sync_authority(challenge.authority)
        there = {page.language: page for page in _manuscripts(challenge)}
        for language in challenge.written_languages:
            # A document may be in languages that the portal has no manuscripts for.
            if language in there or language not in places:
                continue
            page = ChallengePage(
                title=titles.get(language) or challenge.working_title,
                slug=challenge.reference.lower(),
                challenge=challenge,
                locale=places[language].locale,
                owner=by,
                live=False,
            )
            if there:
                page.translation_key = next(iter(there.values())).translation_key
            places[language].add_child(instance=page)
            page.save_revision(user=by, clean=False)
            there[language] = page

    def write(self, challenge: Challenge, *, language: str, words: dict[str, Any], by: User | None) -> None:
        """Save a new revision of the manuscript in `language`; blocks that manuscripts cannot hold are left out."""
        brief = [block for block in words.get("brief", []) if is_readable(block)]
        write_words(
            challenge, by=by, language=language, title=words.get("title", ""), summary=words.get("summary", ""), brief=brief
        )

    def words(self, challenge: Challenge) -> dict[str, dict[str, Any]]:
        """Return the newest saved words of every language, cleaned; the same words give the same JSON."""
        return {
            page.language: {"title": page.title, "summary": page.summary, "brief": frozen_blocks(page.brief)}
            for page in _newest_words(challenge)
        }

    def problems(self, challenge: Challenge) -> dict[str, list[str]]:
        """Return by language, in words, what is missing or would not pass the editor's own checks."""
        found = {page.language: _problems(page) for page in _newest_words(challenge)}
        nothing = [_("There is no manuscript in this language.")]
        return {language: found.get(language, nothing) for language in challenge.written_languages}

    def drawn(self, brief: list[dict[str, Any]]) -> SafeString:
        """Return the blocks of a brief, frozen or not, as safe HTML."""
        return SafeString(thawed_blocks(brief).render_as_block())

    def writers(self, challenge: Challenge, *, since: datetime | None = None) -> set[int]:
        """Return the ids of everybody who saved a revision of any manuscript of the challenge, ever or after `since`."""
        pages = [str(page.pk) for page in _manuscripts(challenge)]
        revisions = Revision.page_revisions.filter(object_id__in=pages, user__isnull=False)
        recent = revisions.filter(created_at__gt=since) if since else revisions
        return set(recent.values_list("user_id", flat=True))

    def edit_addresses(self, challenge: Challenge) -> dict[str, str]:
        """Return the address of the editor of each language's manuscript."""
        return {page.language: reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in _manuscripts(challenge)}


@transaction.atomic
def write_words(
    challenge: Challenge, *, by: User | None, language: str, title: str, summary: str, brief: list[dict[str, Any]]
) -> ChallengePage:
    """Save a new revision of the manuscript in `language`, as the editor does.

    `brief` is a list of `{"type": ..., "value": ...}` of the types in `pages.blocks.BriefBlock`. Raises
    ChallengePage.DoesNotExist when there is no manuscript in that language.
    """
    page: ChallengePage = _manuscripts(challenge).get(language=language)
    newest = page.get_latest_revision_as_object()
    newest.title, newest.summary, newest.brief = title, summary, thawed_blocks(brief)
    newest.save_revision(user=by, log_action=True, clean=False)
    return page


def _manuscripts(challenge: Challenge) -> QuerySet[ChallengePage]:
    found: QuerySet[ChallengePage] = ChallengePage.objects.filter(challenge=challenge)
    return found.select_related("latest_revision").order_by("language")


@dataclass(frozen=True)
class _Words:
    """What a manuscript says, without the page around it."""

    language: str
    title: str
    summary: str
    brief: StreamValue


def _newest_words(challenge: Challenge) -> list[_Words]:
    """Return what the newest revision of every manuscript says: a page made of it would ask seven queries each."""
    found = []
    for page in _manuscripts(challenge):
        said = page.latest_revision.content if page.latest_revision else page.serializable_data()
        found.append(_Words(page.language, said["title"], said["summary"], thawed_blocks(json.loads(said["brief"]))))
    return found


def _problems(page: _Words) -> list[str]:
    missing = []
    if not page.title.strip():
        missing.append(_("The title is missing."))
    if not page.summary.strip():
        missing.append(_("The summary is missing."))
    return [*missing, *problems_of(page.brief)]
