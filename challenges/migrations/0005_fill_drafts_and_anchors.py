"""Drafts become documents and rounds become anchors, step two: what is written down moves over.

A draft is stored as the document of format 1 that freezing it would have made; it is read through the upgrade, as old versions are.
Rounds of challenges that were never public have nothing that hangs on them, and go.
"""

from datetime import UTC

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def _number(value):
    return None if value is None else format(value.normalize(), "f")


def _moment(value):
    return None if value is None else value.astimezone(UTC).isoformat()


def _criterion(row):
    return {
        "key": row.key, "name": row.name, "description": row.description, "weight": _number(row.weight),
        "threshold": _number(row.threshold), "anchors": row.anchors,
    }


def _question(row):
    return {
        "key": row.key, "kind": row.kind, "label": row.label, "help_text": row.help_text, "is_required": row.is_required,
        "word_limit": row.word_limit, "options": row.options, "criterion": row.criterion.key if row.criterion else None,
    }


def _round(row):
    return {
        "number": row.number, "kind": row.kind, "title": row.title, "opens_at": _moment(row.opens_at),
        "closes_at": _moment(row.closes_at),
        "decision_due_on": row.decision_due_on.isoformat() if row.decision_due_on else None,
        "is_sealed": row.is_sealed, "is_blind": row.is_blind, "openers_required": row.openers_required,
        "sees_others": row.sees_others, "minimum_scorecards": row.minimum_scorecards, "scale_max": row.scale_max,
        "threshold": _number(row.threshold), "tie_break": row.tie_break, "advance_limit": row.advance_limit,
        "prize_each": _number(row.prize_each),
        "criteria": [_criterion(criterion) for criterion in row.criteria.order_by("position")],
        "questions": [_question(question) for question in row.questions.select_related("criterion").order_by("position")],
    }


def _figures(content):
    """What lists need of a version, out of its content of format 1."""
    rounds = [
        {name: value for name, value in stage.items() if name not in ("questions", "criteria")}
        | {
            "key": f"round-{stage['number']}",
            "criteria": [{name: criterion[name] for name in ("key", "name", "weight")} for criterion in stage["criteria"]],
        }
        for stage in content["rounds"]
    ]
    kept = {name: value for name, value in content.items() if name not in ("words", "rounds")}
    return {**kept, "languages": list(content["words"]), "rounds": rounds}


def fill(apps, schema_editor):
    challenges, rounds, drafts = (
        apps.get_model("challenges", name).objects for name in ("Challenge", "Round", "DraftRevision")
    )
    for challenge in challenges.filter(published_version=None).select_related("authority"):
        words = {code: {"title": challenge.working_title, "summary": "", "brief": []} for code in challenge.languages}
        document = {
            "reference": challenge.reference,
            "authority": {"name": challenge.authority.name, "slug": challenge.authority.slug},
            "words": words,
            "law_profile": challenge.law_profile,
            "topic": challenge.topic,
            "cpv_codes": challenge.cpv_codes,
            "place": challenge.place,
            "currency": challenge.currency,
            "budget": _number(challenge.budget),
            "contact_email": challenge.contact_email,
            "rounds": [_round(row) for row in challenge.rounds.order_by("number")],
        }
        drafts.create(challenge=challenge, number=1, document=document, saved_at=timezone.now())
    versions = apps.get_model("challenges", "ChallengeVersion").objects
    for version in versions.only("pk", "content").iterator():
        versions.filter(pk=version.pk).update(figures=_figures(version.content))
    rounds.filter(challenge__published_version=None).delete()
    for row in rounds.annotate(version=F("challenge__published_version")).iterator():
        rounds.filter(pk=row.pk).update(
            round_key=f"round-{row.number}", window_key="window", label=str(row.number), set_by_version=row.version
        )


class Migration(migrations.Migration):
    dependencies = [("challenges", "0004_drafts_and_anchors")]

    operations = [migrations.RunPython(fill)]
