"""Every text is there in every language of the rules, and in no other; lists that must hold something hold it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from challenges.rules import intake, judging, participation, questions
from challenges.rules.base import Part
from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, found
from challenges.rules.document import Rules
from challenges.rules.findings import BLOCKING, Code, Finding, declare
from challenges.rules.walking import Place

declare(
    {
        "text.missing": Code(
            BLOCKING,
            _("The text is not there in every language of the rules. Missing: %(languages)s."),
            _("Write it in these languages."),
        ),
        "text.extra": Code(
            BLOCKING,
            _("The text is there in a language that the rules do not have: %(languages)s."),
            _("Take it out, or add the language to the rules."),
        ),
        "list.empty": Code(BLOCKING, _("Nothing stands in this list, so that nothing can fit it."), _("Add what belongs in it.")),
    }
)

# Lists that say something only if something stands in them.
NEVER_EMPTY: tuple[tuple[type[Part], str], ...] = (
    (Rules, "languages"),
    (participation.Participation, "entry_as"),
    (participation.ApplicantCondition, "any_of"),
    (participation.PlaceCondition, "any_of"),
    (participation.ProfessionsCondition, "all_of"),
    (intake.Intake, "channels"),
    (intake.Intake, "entry_languages"),
    (questions.OnlyIf, "any_of"),
    (questions.AnyOfLimit, "any_of"),
    (judging.Judging, "parts"),
)


def _languages(inventory: Inventory) -> set[str] | None:
    languages = inventory.rules and inventory.rules.languages
    return set(languages) if languages else None


@check(Part)
def says_it_in_every_language(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Texts, and the words of the notice, are there in the languages of the rules."""
    wanted = _languages(inventory)
    if wanted is None:
        return
    for member, value in part.each_member():
        if isinstance(value, Mapping):
            if missing := sorted(wanted - set(value)):
                yield found("text.missing", here, member, languages=missing)
            if extra := sorted(set(value) - wanted):
                yield found("text.extra", here, member, languages=extra)


@check(Part)
def leaves_no_list_empty(part: Part, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Lists of which one must fit have one."""
    for model, member in NEVER_EMPTY:
        if isinstance(part, model) and getattr(part, member) == ():
            yield found("list.empty", here, member)
