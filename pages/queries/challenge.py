"""One challenge as the public reads it: the frozen version, the marks of time of its rounds, and recorded results."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Award
from awards.queries.winners import Refunds, records_by_challenge, refunds_of
from challenges import versioning
from challenges.lifecycle import AmendmentState, ChallengePhase
from challenges.models import Amendment, Challenge, ChallengeVersion, Round
from challenges.profiles import PROFILES, LawProfile
from challenges.queries.phases import phase_of
from challenges.rules.base import WITH_HOLES
from challenges.rules.chapters import Chapter, chapters, without_silences
from challenges.rules.document import Document
from challenges.rules.outline import outline
from challenges.rules.promised import most_promised
from core.components import Step, SummaryRow, Tag
from core.wording import localised, money
from evaluation.lifecycle import PanelState
from evaluation.models import Juror
from pages.blocks import thawed_blocks
from pages.queries import timeline
from pages.queries.listing import phase_tag
from pages.queries.results import RoundResult, round_results
from pages.queries.winners import Winner, awards_of, winners

# Chapters with a section of their own on the page.
PARTICIPATION, LAW = "rules-participation", "rules-law"


@dataclass(frozen=True)
class PublicVersion:
    """One published version, and the amendment that brought it; None for the first."""

    version: ChallengeVersion
    amendment: Amendment | None = None


@dataclass(frozen=True)
class PublicChallenge:
    """What the page of a challenge shows. `content` is the outline of `document`: the frozen one, or what would be frozen now."""

    challenge: Challenge
    document: Document
    content: dict[str, Any]
    language: str
    now: datetime
    version: ChallengeVersion | None = None
    versions: list["PublicVersion"] = field(default_factory=list)
    jurors: list[Juror] = field(default_factory=list)
    winners: list[Winner] = field(default_factory=list)
    # What was given on the way to the last round, in sentences.
    further: list[str] = field(default_factory=list)
    results: list[RoundResult] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)

    @cached_property
    def words_language(self) -> str:
        """The language in which there are words: the reader's, else the first there is."""
        words = self.content["words"]
        return self.language if self.language in words else next(iter(words), self.language)

    @property
    def is_fallback(self) -> bool:
        return self.words_language != self.language

    @cached_property
    def words(self) -> dict[str, Any]:
        empty: dict[str, Any] = {"title": self.challenge.working_title, "summary": "", "brief": []}
        found: dict[str, Any] = self.content["words"].get(self.words_language, empty)
        return found

    @property
    def title(self) -> str:
        return self._marked(self.words["title"])

    @property
    def lead(self) -> str:
        return self._marked(self.words.get("summary", ""))

    def _marked(self, text: str) -> str:
        """Mark words that are not in the reader's language, for screen readers (WCAG 3.1.2)."""
        return format_html('<span lang="{}">{}</span>', self.words_language, text) if self.is_fallback and text else text

    @cached_property
    def brief(self) -> Any:
        return thawed_blocks(self.words["brief"])

    @cached_property
    def phase(self) -> ChallengePhase:
        return phase_of(self.challenge, self.now)

    @property
    def tags(self) -> list[Tag]:
        return [phase_tag(self.phase)]

    @property
    def caption(self) -> str:
        return f"{self.content['authority']['name']} · {self.challenge.reference}"

    @property
    def deadline_label(self) -> str:
        return _("Opens") if self.phase == ChallengePhase.UPCOMING else ""

    @property
    def facts(self) -> list[SummaryRow]:
        """What everybody wants to know first."""
        rows = [
            (_("Authority"), self.content["authority"]["name"]),
            (_("Topic"), str(self.challenge.get_topic_display())),
            *self._most_promised(),
            (_("Budget"), "" if self.is_imported else money(self.content["budget"], self.content["currency"])),
            (_("Place"), self.content["place"]),
            (_("CPV"), ", ".join(self.content["cpv_codes"])),
            (_("Questions to"), self.content["contact_email"]),
        ]
        return [SummaryRow(key=key, value=value) for key, value in rows if value]

    def _most_promised(self) -> Iterator[tuple[str, str]]:
        """Yield the most that all rewards come to; nothing where the rules set no bound. An archive names the total alone."""
        currency = self.content["currency"]
        if self.is_imported:
            yield _("Prizes, at most"), money(self.challenge.budget, currency)
            return
        promised = most_promised(self.document, currency)
        if promised.is_whole and promised.amount:
            amount = Decimal(promised.amount.numerator) / promised.amount.denominator
            yield _("Prizes and other payments, at most"), money(amount, currency)

    @property
    def is_open(self) -> bool:
        return self.phase == ChallengePhase.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.phase == ChallengePhase.CANCELLED

    @property
    def is_imported(self) -> bool:
        return bool(self.challenge.source_url)

    @cached_property
    def stages(self) -> list[Round]:
        return list(self.challenge.rounds.all())

    @cached_property
    def deadline(self) -> datetime | None:
        """The moment that matters to somebody who wants to enter: the opening while upcoming, then the first deadline."""
        if not self.stages or self.phase in {ChallengePhase.CANCELLED, ChallengePhase.CONCLUDED}:
            return None
        first = self.stages[0]
        return first.opens_at if self.phase == ChallengePhase.UPCOMING else first.closes_at

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All that the rules say, as far as there is anything; an archive often knows no more than the dates."""
        is_known = not self.is_imported or any(stage["criteria"] for stage in self.content["rounds"])
        return without_silences(chapters(self.document)) if is_known else ()

    @property
    def rules(self) -> list[Chapter]:
        """The chapters on the rules, but for those that have a section of their own: who may enter, and a law with a source."""
        apart = (PARTICIPATION, LAW) if self.law.source else (PARTICIPATION,)
        return [chapter for chapter in self.chapters if chapter.key not in apart]

    @property
    def participation(self) -> list[Chapter]:
        return [chapter for chapter in self.chapters if chapter.key == PARTICIPATION]

    @property
    def legal_frame(self) -> list[Chapter]:
        return [chapter for chapter in self.chapters if chapter.key == LAW]

    @property
    def has_conditions(self) -> bool:
        """Whether the rules themselves say who may enter."""
        return bool(self.document.rules.participation and self.document.rules.participation.who)

    @cached_property
    def steps(self) -> list[Step]:
        return timeline.steps(self.challenge, self.stages, self.awards, self.now)

    @cached_property
    def law(self) -> LawProfile:
        return PROFILES[self.content["law_profile"]]

    @property
    def minimum_jurors(self) -> int:
        return self.challenge.rules.law.number("minimum_jurors")

    @property
    def standstill_days(self) -> int:
        return self.challenge.rules.law.number("standstill_days")


def public_challenge(reference: str, *, language: str, now: datetime) -> PublicChallenge:
    """Return the public challenge `reference` for a reader of `language`; Challenge.DoesNotExist if nobody may know of it."""
    challenge = (
        Challenge.objects.public()
        .select_related("authority", "published_version")
        .prefetch_related(Prefetch("rounds", Round.objects.order_by("number")))
        .get(reference=reference)
    )
    versions = challenge.versions.filter(number__isnull=False).order_by("-number").defer("content", "search_text")
    awards = list(awards_of(challenge))
    records = records_by_challenge([challenge.pk])
    told = winners(awards, now, records)
    version = challenge.published_version
    # The database refuses a moment of publication without a version (challenge_published_with_a_version).
    assert version is not None  # noqa: S101
    return PublicChallenge(
        challenge,
        challenge.document,
        version.outline,
        language,
        now,
        version=version,
        versions=_with_amendments(list(versions)),
        jurors=appointed_jurors(challenge),
        winners=[winner for winner in told if winner.told.decides],
        further=_further(told, refunds_of(challenge)) if records else [],
        awards=awards,
        results=round_results(records.get(challenge.pk, []), version.document.rules, awards),
    )


def _further(told: list[Winner], refunds: Sequence[Refunds]) -> list[str]:
    """Return what else was given, in sentences: by name what was won before the last round, refunds as a whole."""
    before = [winner for winner in told if not winner.told.decides and not winner.told.is_overturned]
    sentences = [
        ": ".join(part for part in (winner.reward or winner.given, winner.prize, str(winner.supplier)) if part) + "."
        for winner in before
    ]
    for each in refunds:
        words = ngettext("%(reward)s: %(sum)s to %(count)s entry.", "%(reward)s: %(sum)s to %(count)s entries.", each.count)
        facts = {"reward": localised(each.reward), "sum": money(each.total, each.currency), "count": each.count}
        sentences.append(words % facts)
    return sentences


def _with_amendments(versions: list[ChallengeVersion]) -> list[PublicVersion]:
    """Return versions with what brought them; one that was never amended asks no query."""
    later = [version.pk for version in versions if version.number != 1]
    found = Amendment.objects.filter(state=AmendmentState.PUBLISHED, candidate__in=later).select_related("base", "candidate")
    amendments = {amendment.candidate_id: amendment for amendment in found} if later else {}
    return [PublicVersion(version, amendments.get(version.pk)) for version in versions]


def appointed_jurors(challenge: Challenge) -> list[Juror]:
    """Return the jurors of an appointed panel, the chair first; nobody while the panel is being formed."""
    return sorted(
        Juror.objects.filter(
            panel__challenge=challenge,
            panel__state__in=[PanelState.APPOINTED, PanelState.DISCHARGED],
            accepted_at__isnull=False,
            recused_at__isnull=True,
        ).select_related("user"),
        key=lambda juror: (juror.role != Juror.Role.CHAIR, juror.role == Juror.Role.DEPUTY, str(juror.user)),
    )


def published_content(reference: str, number: int) -> dict[str, Any] | None:
    """Return the content of a published version, or None if there is no such version that everybody may read."""
    # A number is given at publication; a candidate has none.
    published = ChallengeVersion.objects.filter(challenge__published_at__isnull=False)
    content: dict[str, Any] | None = (
        published.filter(challenge__reference=reference, number=number).values_list("content", flat=True).first()
    )
    return content


def previewed_challenge(
    challenge: Challenge, *, language: str, now: datetime, words: dict[str, dict[str, Any]] | None = None
) -> PublicChallenge:
    """Return the challenge as it would be read if `words`, else the newest of the manuscripts, and its rules were frozen now."""
    content = versioning.content_of(challenge, words=words)
    document = Document.model_validate(content, context=WITH_HOLES)
    return PublicChallenge(challenge, document, outline(document), language, now)
