"""What there is to rehearse of a challenge, and what was rehearsed of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Visitor
from awards.models import KeptRehearsal
from awards.rehearsal import SCENARIOS
from awards.rehearsal.keeping import findings_of
from awards.rehearsal.telling.findings import with_place
from challenges import versioning
from challenges.approving import Remark
from challenges.lifecycle import AmendmentState, ChallengeState
from challenges.models import Challenge, ChallengeVersion
from challenges.rules.findings import Finding
from challenges.rules.shapes import Json
from challenges.rules.upgrades import upgraded
from core.permissions import may
from core.translated import in_active_language
from core.wording import moment_words, money


@dataclass(frozen=True)
class Rehearsable:
    """Words and rules to be played through. `plain` is in the newest format, `sha256` the hash under which they are frozen."""

    plain: dict[str, Any]
    sha256: str


def to_rehearse(challenge: Challenge, user: Visitor) -> Rehearsable:
    """Return what `user` may rehearse: exactly what waits for approval, or what is being written, or else what is in force."""
    version = _frozen(challenge, user)
    if version is not None:
        return Rehearsable(dict(upgraded(version.content)), version.sha256)
    content = versioning.content_of(challenge)
    return Rehearsable(content, versioning.digest(content))


def _frozen(challenge: Challenge, user: Visitor) -> ChallengeVersion | None:
    """Return the version that is rehearsed; None where a draft is."""
    if challenge.published_version is None:
        return challenge.candidate if challenge.state == ChallengeState.IN_REVIEW else None
    amendment = challenge.amendment
    if amendment is None or not may(user, "challenges.follow_amendment", challenge):
        return challenge.published_version
    found: ChallengeVersion | None = amendment.candidate if amendment.state == AmendmentState.IN_REVIEW else None
    return found


def kept_rehearsals(challenge: Challenge, user: Visitor) -> list[KeptRehearsal]:
    """Return the rehearsals of `challenge` that were kept and that `user` may read, in the order in which they were kept."""
    rows = KeptRehearsal.objects.visible_to(user).filter(challenge=challenge)
    return list(rows.select_related("kept_by", "challenge").order_by("number"))


def what_was_rehearsed(kept: KeptRehearsal) -> Rehearsable | None:
    """Return the text of a rehearsal: as it was frozen, or as it is being written; None if it was changed and never frozen."""
    version = kept.challenge.versions.filter(sha256=kept.sha256).order_by("pk").last()
    if version is not None:
        return Rehearsable(dict(upgraded(version.content)), version.sha256)
    if kept.challenge.source_url:
        return None
    content = versioning.content_of(kept.challenge)
    return Rehearsable(content, kept.sha256) if versioning.digest(content) == kept.sha256 else None


def rehearsal_remarks(challenge: Challenge, sha256: str, within: Json, user: Visitor) -> Iterator[Remark]:
    """Yield what an approver should know: how exactly this text was rehearsed, or that it was not."""
    kept = kept_rehearsals(challenge, user)
    of_this = [each for each in kept if each.sha256 == sha256]
    for each in of_this:
        below = sentences(findings_of(each.content, within))
        yield Remark(told(each), below, address(each), _("Play it again"))
    if of_this:
        return
    url = reverse("awards:rehearsal", args=[challenge.reference])
    if kept:
        newest = kept[-1]
        warning = _("Words or rules have changed since then: this is not what was rehearsed.")
        yield Remark(f"{told(newest)} {warning}", (), url, _("Rehearse it"))
    else:
        yield Remark(_("These rules were not rehearsed."), (), url, _("Rehearse them"))


def main_sentences(kept: KeptRehearsal, plain: Json) -> Iterator[str]:
    """Yield what became of each round and how much was paid; `plain` is what was rehearsed, None if it is gone."""
    rounds = plain["rules"].get("rounds", []) if isinstance(plain, dict) else []
    titles = {stage["key"]: in_active_language(stage.get("title", {})) for stage in rounds}
    for line in kept.content["rounds"]:
        words = {**line, "round": titles.get(line["key"], line["key"])}
        if line["is_stopped"]:
            yield _("%(round)s: %(came)s entries, and the rules name no result.") % words
        elif line["advanced"] is None:
            yield _("%(round)s: %(came)s entries, %(ranked)s ranked, %(shared)s of them on a shared rank.") % words
        else:
            told = _("%(round)s: %(came)s entries, %(ranked)s ranked, %(shared)s of them on a shared rank, %(advanced)s go on.")
            yield told % words
    for currency, amount in kept.content["paid"].items():
        yield _("Paid: %(sum)s.") % {"sum": money(Decimal(amount), currency)}
    count = kept.content["people_decide"]
    yield ngettext("People decide %(count)s question.", "People decide %(count)s questions.", count) % {"count": count}


def sentences(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return each finding in one sentence, with its place."""
    return tuple(with_place(each) for each in findings)


def told(kept: KeptRehearsal) -> str:
    """Return when, by whom and how something was rehearsed, and how much was found."""
    count = len(kept.content["findings"])
    course = SCENARIOS.get(kept.scenario)
    words = {
        "when": moment_words(kept.kept_at),
        "who": kept.kept_by,
        "course": course.title if course else kept.scenario,
        "seed": kept.seed,
        "entries": ngettext("%(count)s entry", "%(count)s entries", kept.entries) % {"count": kept.entries},
        "findings": ngettext("%(count)s finding", "%(count)s findings", count) % {"count": count} if count else _("no finding"),
    }
    return _("Rehearsed on %(when)s by %(who)s: “%(course)s”, seed %(seed)s, %(entries)s: %(findings)s.") % words


def address(kept: KeptRehearsal) -> str:
    """Return the page on which a kept rehearsal is played again."""
    return reverse("awards:kept_rehearsal", args=[kept.challenge.reference, kept.number])
