"""Who needs a second factor, and whether a session was opened with one.

Officials and administrators need it by their roles. Apps above register who else does: `evaluation` its jurors.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.permissions import is_administrator, is_official
from accounts.roles import RoleHolder

Predicate = Callable[[Any], bool]
_needed_by: list[Predicate] = [is_administrator, is_official]


def needed_by(predicate: Predicate) -> Predicate:
    """Ask for a second factor of everybody for whom `predicate(user)` holds; usable as a decorator."""
    if predicate not in _needed_by:
        _needed_by.append(predicate)
    return predicate


def is_needed_by(user: RoleHolder | AnonymousUser) -> bool:
    """Return whether the person has a role that needs a second factor."""
    return any(predicate(user) for predicate in _needed_by)


def is_set_up_by(user: RoleHolder | AnonymousUser) -> bool:
    """Return whether the person has an authenticator app or a passkey (recovery codes are no factor of their own)."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def is_used_in(request: HttpRequest) -> bool:
    """Return whether this session proved a second factor."""
    # Without the user, allauth answers with an empty list and says nothing.
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
