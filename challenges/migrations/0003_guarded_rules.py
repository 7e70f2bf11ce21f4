"""Rules change only while their challenge is a draft; the database itself forbids it otherwise.

On SQLite a migration that rebuilds challenges_challenge, _round, _criterion or _question must take these triggers off first and
put them back after: SQLite refuses to rename a table that a trigger of another one names.
"""

from django.db import migrations

from core.triggers import GuardTable

WHY = "rules change only while their challenge is a draft"
OF_CHALLENGE = "(SELECT state FROM challenges_challenge WHERE id = {row}.challenge_id) <> 'draft'"
OF_ROUND = (
    "(SELECT c.state FROM challenges_challenge c JOIN challenges_round r ON r.challenge_id = c.id WHERE r.id = {row}.round_id)"
    " <> 'draft'"
)
# What is not here are marks of what happened: opened_at, ranked_at, revealed_at, decided_at.
ROUND_RULES = (
    "challenge_id", "number", "kind", "title", "opens_at", "closes_at", "decision_due_on", "is_sealed", "is_blind",
    "openers_required", "sees_others", "minimum_scorecards", "scale_max", "threshold", "tie_break", "advance_limit", "prize_each",
)


class Migration(migrations.Migration):
    dependencies = [("challenges", "0002_frozen_versions")]

    operations = [
        GuardTable("challenges_round", condition=OF_CHALLENGE, why=WHY, columns=ROUND_RULES),
        GuardTable("challenges_criterion", condition=OF_ROUND, why=WHY),
        GuardTable("challenges_question", condition=OF_ROUND, why=WHY),
    ]
