"""Tags that say the rules of a round, by which it is entered and judged."""

from django import template

from challenges.models import Round
from challenges.rules.chapters import Chapter, round_chapters

register = template.Library()


@register.simple_tag
def rules_to_enter(stage: Round) -> tuple[Chapter, ...]:
    """Return all that the rules say of a round; its form, which asks the questions itself, is left out."""
    return round_chapters(stage.document, stage.round_key, without=("questions",))


@register.simple_tag
def rules_to_judge(stage: Round) -> tuple[Chapter, ...]:
    """Return how a round is judged; the criteria, which stand on the sheet, are left out."""
    return round_chapters(stage.document, stage.round_key, only="judging", without=("groups", "criteria"))
