"""Roles as code: what each is called and what its holder can do, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Every role a membership can give. Jurors and chairs come from panels, not from memberships."""

    AUTHOR = "author", _("Author")
    PUBLISHER = "publisher", _("Publisher")
    SECRETARY = "secretary", _("Secretary")
    AUDITOR = "auditor", _("Auditor")
    OWNER = "owner", _("Owner")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")


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
)
SUPPLIER_ROLES = (
    RoleDescription(Role.OWNER, _("Submits and withdraws entries, edits the organisation, invites people.")),
    RoleDescription(Role.CONTRIBUTOR, _("Writes and submits entries.")),
    RoleDescription(Role.VIEWER, _("Reads the organisation's entries and results.")),
)
