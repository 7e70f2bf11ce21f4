"""Starting a challenge and writing its rules, round by round; all of it only while the challenge is a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from challenges import manuscripts
from challenges.models import LONGEST_WORKING_TITLE, Challenge, Contribution, Round
from challenges.presets import PRESETS, RoundPreset
from challenges.services.criteria import write_criteria
from challenges.services.locking import hold_for_editing
from challenges.services.questions import write_questions
from core import clock
from core.permissions import demand
from core.references import next_reference
from core.wording import legal_time
from ledger.services import record_event

SERIES = "GT"
BASICS = ("working_title", "topic", "languages", "law_profile", "cpv_codes", "place", "currency", "budget", "contact_email")
# Everything of a round that is a rule; what happened to it (opened, ranked, decided) is written by the services of those acts.
ROUND_RULES = (
    *("kind", "title", "opens_at", "closes_at", "decision_due_on", "is_blind", "openers_required", "sees_others"),
    *("minimum_scorecards", "scale_max", "threshold", "tie_break", "advance_limit", "prize_each"),
)
MOST_ROUNDS = 9


@transaction.atomic
def create_challenge(
    authority: Organisation,
    *,
    by: User,
    titles: Mapping[str, str],
    law_profile: str,
    topic: str,
    languages: Sequence[str] = ("en", "pl"),
    currency: str = "PLN",
    preset: str = "design-contest",
    **basics: Any,
) -> Challenge:
    """Start a draft from a preset, with an empty manuscript in each of `languages`.

    `titles` by language; `basics` are further fields of BASICS. Raises PermissionDenied unless `by` writes for `authority`,
    KeyError for an unknown preset, ValidationError for values that do not fit.
    """
    demand(by, "challenges.create", authority)
    _refuse_unknown(basics, BASICS)
    title = next((titles[code] for code in languages if titles.get(code)), "")
    challenge = Challenge(
        reference=next_reference(SERIES, legal_time(clock.now()).year),
        authority=authority,
        working_title=basics.pop("working_title", title)[:LONGEST_WORKING_TITLE],
        law_profile=law_profile,
        topic=topic,
        languages=list(languages),
        currency=currency,
        created_by=by,
        **basics,
    )
    challenge.clean_fields(exclude=["candidate", "published_version"])
    challenge.save()
    Contribution.objects.create(challenge=challenge, user=by)
    for stage in PRESETS[preset].rounds:
        _make_round(challenge, stage)
    manuscripts.store().make(challenge, titles={code: titles.get(code, "") for code in languages}, by=by)
    record_event("create", challenge.reference, by=by, authority=authority.slug, preset=preset)
    return challenge


@transaction.atomic
def edit_basics(challenge: Challenge, *, by: User, **fields: Any) -> Challenge:
    """Set fields of BASICS. Raises TransitionRefused unless it is a draft that `by` writes, ValidationError for wrong values."""
    hold_for_editing(challenge, by=by, part="basics")
    _assign(challenge, fields, allowed=BASICS)
    if "languages" in fields:
        manuscripts.store().make(challenge, titles={}, by=by)
    return challenge


@transaction.atomic
def edit_round(stage: Round, *, by: User, **fields: Any) -> Round:
    """Set fields of ROUND_RULES. Raises TransitionRefused unless in a draft that `by` writes, ValidationError otherwise."""
    hold_for_editing(stage.challenge, by=by, part=f"round-{stage.number}")
    _assign(stage, fields, allowed=ROUND_RULES)
    return stage


@transaction.atomic
def add_round(challenge: Challenge, *, by: User, kind: str = Round.Kind.PROTOTYPE) -> Round:
    """Add a round after the last one, with the questions and criteria that the presets have for its kind."""
    hold_for_editing(challenge, by=by, part="rounds")
    number = challenge.rounds.count() + 1
    if number > MOST_ROUNDS:
        raise ValidationError(_("A challenge has at most %(most)s rounds.") % {"most": MOST_ROUNDS})
    known = [stage for preset in PRESETS.values() for stage in preset.rounds if stage.rules["kind"] == kind]
    template = known[0] if known else RoundPreset({"kind": kind, "title": {}}, (), ())
    return _make_round(challenge, template, number=number)


@transaction.atomic
def remove_round(stage: Round, *, by: User) -> Challenge:
    """Remove a round with its questions and criteria; the rounds after it move up. The last remaining one stays."""
    challenge = hold_for_editing(stage.challenge, by=by, part=f"round-{stage.number}")
    if challenge.rounds.count() == 1:
        raise ValidationError(_("A challenge needs at least one round."))
    stage.delete()
    for later in challenge.rounds.filter(number__gt=stage.number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    return challenge


def _make_round(challenge: Challenge, template: RoundPreset, *, number: int | None = None) -> Round:
    languages = set(challenge.languages)
    rules = {**template.rules, "title": {code: text for code, text in template.rules["title"].items() if code in languages}}
    stage = Round.objects.create(challenge=challenge, number=number or challenge.rounds.count() + 1, **rules)
    write_criteria(stage, template.criteria)
    write_questions(stage, template.questions)
    return stage


def _assign(row: models.Model, fields: Mapping[str, Any], *, allowed: Sequence[str]) -> None:
    """Set, check and save `fields` of `row`."""
    _refuse_unknown(fields, allowed)
    for name, value in fields.items():
        setattr(row, name, value)
    others = {field.name for field in row._meta.fields} - set(fields)  # noqa: SLF001 (documented by Django)
    row.clean_fields(exclude=others)
    row.validate_constraints()
    row.save(update_fields=list(fields))


def _refuse_unknown(fields: Mapping[str, Any], allowed: Sequence[str]) -> None:
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"Not to be set here: {', '.join(sorted(unknown))}")
