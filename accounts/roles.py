"""Roles as code: what each is called and what its holder can do, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Every role a membership can give. Jurors and chairs come from panels, not from memberships."""

    AUTHOR = "author", _("Author")
    PUBLISHER = "publisher", _("Publisher")
    SECRETARY = "secretary", _("Secretary")
    AUDITOR = "auditor", _("Auditor")
    HEAD = "head", _("Head of the authority")
    OWNER = "owner", _("Owner")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")


class RoleHolder(Protocol):
    """A person who is signed in, as far as questions about roles go; `accounts.models.User` is one."""

    @property
    def is_authenticated(self) -> Literal[True]: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def roles_by_organisation(self) -> Mapping[int, frozenset[str]]: ...
    def holds(self, organisation_id: int, *roles: Role) -> bool: ...


class Body(Protocol):
    """An organisation, as far as questions about roles go; `accounts.models.Organisation` is one."""

    @property
    def pk(self) -> int: ...
    @property
    def is_authority(self) -> bool: ...


@dataclass(frozen=True)
class RoleDescription:
    """What the holder of a role can do."""

    role: Role
    can: Any


AUTHORITY_ROLES = (
    RoleDescription(Role.AUTHOR, _("Writes challenges: the brief, rounds, questions, criteria and dates.")),
    RoleDescription(Role.PUBLISHER, _("Approves and publishes challenges that other people wrote.")),
    RoleDescription(Role.SECRETARY, _("Runs the competition: opens rounds, checks entries, serves the jury, records decisions.")),
    RoleDescription(Role.AUDITOR, _("Sees everything of a challenge once it may be seen, and changes nothing.")),
    RoleDescription(
        Role.HEAD,
        _(
            "Heads the authority or stands in for its head: approves what a binding jury decided, sends it back or annuls the "
            "contest; confirms that an award is overturned. Sees what an auditor sees."
        ),
    ),
)
# Who sees the workings of a challenge once it may be seen.
OBSERVING_ROLES = (Role.AUDITOR, Role.HEAD)
SUPPLIER_ROLES = (
    RoleDescription(Role.OWNER, _("Submits and withdraws entries, edits the organisation, invites people.")),
    RoleDescription(Role.CONTRIBUTOR, _("Writes and submits entries.")),
    RoleDescription(Role.VIEWER, _("Reads the organisation's entries and results.")),
)
