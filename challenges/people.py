"""Who, beside the officials of its authority, acts in a challenge under their own name; apps above say who, such as the jury.

Everybody else, a participant above all, stays unnamed on the desk: a name in the history of a sealed round tells who takes part.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from accounts.models import User
from challenges.lifecycle import Competition

Provider = Callable[[Any], Iterable[int]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add `provider(challenge)`, which returns ids of people, to those who are named; usable as a decorator."""
    _providers.append(provider)
    return provider


def names_by_ledger_name(challenge: Competition) -> dict[str, str]:
    """Return the names of those who may be named in what happened to `challenge`, by the opaque name the ledger has for them."""
    further = {person for provider in _providers for person in provider(challenge)}
    named = User.objects.filter(Q(memberships__organisation=challenge.authority_id) | Q(pk__in=further))
    return dict(named.values_list("ledger_name", "name"))
