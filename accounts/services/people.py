"""A person's own data, and whether they can sign in."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.folding import one_line
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from ledger.services import record_event


@transaction.atomic
def edit_profile(person: User, *, by: User, name: str, language: str) -> User:
    """Change one's own name and the language in which the portal writes. Raises PermissionDenied, ValidationError."""
    demand(by, "accounts.edit_profile", person)
    person.name, person.language = one_line(name), language
    person.full_clean(exclude=["password"])
    person.save(update_fields=["name", "language"])
    record_event("edit_profile", person.ledger_name, by=by)
    return person


def deactivate_person(person: User, *, by: User) -> User:
    """Let `person` sign in no more: open sessions end with their next request. Raises PermissionDenied, TransitionRefused."""
    return _set_active(person, by=by, verb="deactivate", active=False)


def reactivate_person(person: User, *, by: User) -> User:
    """Let a deactivated person sign in again. Raises PermissionDenied, TransitionRefused."""
    return _set_active(person, by=by, verb="reactivate", active=True)


@transaction.atomic
def _set_active(person: User, *, by: User, verb: str, active: bool) -> User:
    demand(by, "accounts.deactivate", person)
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.is_active is active:
        raise TransitionRefused(verb, [Gap(_("This was done already."))])
    held.is_active = active
    held.save(update_fields=["is_active"])
    record_event(verb, held.ledger_name, by=by)
    return held
