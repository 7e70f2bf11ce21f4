"""Drafts become documents and rounds become anchors, step three: the old tables and columns go, and rounds get their new guard."""

import django.db.models.deletion
from django.db import migrations, models

from core.triggers import GuardTable

PUBLISHED = "(SELECT published_version_id FROM challenges_challenge WHERE id = NEW.challenge_id)"
NOT_BY_THE_PUBLISHED_VERSION = f"COALESCE(NEW.set_by_version_id <> {PUBLISHED}, 1 = 1)"
FOR_EVER = ("challenge_id", "number", "round_key", "window_key", "label")
# What is not here are marks of what happened: opened_at, ranked_at, revealed_at, decided_at.
RULES = (*FOR_EVER, "opens_at", "closes_at", "is_sealed", "is_blind", "sees_others", "set_by_version_id")
GUARD = {
    "INSERT": NOT_BY_THE_PUBLISHED_VERSION,
    "UPDATE": " OR ".join(
        [*(f"NEW.{column} <> OLD.{column}" for column in FOR_EVER), "NEW.set_by_version_id = OLD.set_by_version_id", NOT_BY_THE_PUBLISHED_VERSION]
    ),
    "DELETE": "1 = 1",
}


class Migration(migrations.Migration):
    # The marks must have taken the keys of their criteria first.
    dependencies = [("challenges", "0005_fill_drafts_and_anchors"), ("evaluation", "0006_marks_by_key")]

    operations = [
        migrations.DeleteModel("Question"),
        migrations.DeleteModel("Criterion"),
        *(
            migrations.RemoveField("round", column)
            for column in (
                "kind", "title", "decision_due_on", "openers_required", "minimum_scorecards", "scale_max", "threshold", "tie_break",
                "advance_limit", "prize_each",
            )
        ),
        *(
            migrations.RemoveField("challenge", column)
            for column in ("law_profile", "languages", "cpv_codes", "place", "currency", "budget", "contact_email")
        ),
        migrations.AlterField("round", "round_key", models.CharField(max_length=40)),
        migrations.AlterField("round", "window_key", models.CharField(blank=True, max_length=40)),
        migrations.AlterField("round", "label", models.CharField(max_length=20)),
        migrations.AlterField("round", "is_sealed", models.BooleanField(verbose_name="Sealed until opened after the deadline")),
        migrations.AlterField(
            "round", "is_blind", models.BooleanField(verbose_name="Blind: the jury does not know whose entry it reads")
        ),
        migrations.AlterField(
            "round",
            "sees_others",
            models.CharField(
                choices=[
                    ("after_own", "after submitting their own scorecard for that entry"),
                    ("when_all_in", "when all scorecards of the round are in"),
                    ("never", "never"),
                ],
                max_length=20,
                verbose_name="A juror sees the others' scorecards",
            ),
        ),
        migrations.AlterField(
            "round",
            "set_by_version",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="challenges.challengeversion"),
        ),
        migrations.AddConstraint(
            "round", models.UniqueConstraint(fields=("challenge", "round_key", "window_key"), name="round_key_once")
        ),
        migrations.AddConstraint("round", models.UniqueConstraint(fields=("challenge", "label"), name="round_label_once")),
        GuardTable("challenges_round", condition=GUARD, why="a round changes only with a newly published version", columns=RULES),
    ]
