"""Making organisations, keeping their data, and verifying them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import IdentifierError, checked_identifier
from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from core import clock
from core.folding import folded, one_line
from core.lifecycle import Gap, TransitionRefused
from core.permissions import demand
from core.references import random_code
from ledger.services import record_event

# Slugs that would hide behind an address of our own: /organisations/new/.
_ADDRESSES = {"new", "person", "invitations"}
EDITABLE = ("name", "legal_form", "country", "identifier_scheme", "identifier", "headcount", "turnover", "balance_sheet")


@transaction.atomic
def create_organisation(*, by: User, kind: str, legal_form: str, name: str, country: str = "PL", **data: Any) -> Organisation:
    """Make an organisation. Who makes a supplier becomes its owner; authorities are made by administrators alone.

    `data`: identifier_scheme and identifier, headcount (people), turnover and balance_sheet (whole euro a year). Raises
    PermissionDenied for an authority made by anybody else, ValidationError for data that do not fit, with the field as key.
    """
    demand(by, "accounts.create_authority" if kind == Organisation.Kind.AUTHORITY else "accounts.create_supplier")
    organisation = Organisation(kind=kind, slug=_free_slug(name, legal_form), created_at=clock.now())
    _assign(organisation, {"legal_form": legal_form, "name": name, "country": country, **data})
    organisation.save()
    record_event("create", organisation.ledger_reference, by=by, kind=kind)
    if kind == Organisation.Kind.SUPPLIER:
        Membership.objects.create(user=by, organisation=organisation, role=Role.OWNER, created_at=clock.now())
        by.__dict__.pop("roles_by_organisation", None)
    return organisation


def enter_as_natural_person(*, by: User, name: str) -> Organisation:
    """Let a person without a company take part as themselves (article 80 of Directive 2014/24/EU). Raises ValidationError."""
    form = Organisation.LegalForm.NATURAL_PERSON
    return create_organisation(by=by, kind=Organisation.Kind.SUPPLIER, legal_form=form, name=name)


@transaction.atomic
def edit_organisation(organisation: Organisation, *, by: User, **data: Any) -> Organisation:
    """Change data; another name or identifier ends the verification. Raises PermissionDenied, ValidationError."""
    demand(by, "accounts.edit_organisation", organisation)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = _verified_facts(held)
    _assign(held, data)
    if _verified_facts(held) != before:
        held.verified_at = held.verified_by = None
    held.save()
    record_event("edit", held.ledger_reference, by=by, fields=sorted(data))
    return held


@transaction.atomic
def verify_organisation(organisation: Organisation, *, by: User) -> Organisation:
    """State that an administrator checked the organisation's name and identifier against the public register.

    Raises PermissionDenied; TransitionRefused when there is no identifier, or it was verified before.
    """
    demand(by, "accounts.verify_organisation", organisation)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not held.identifier:
        raise TransitionRefused("verify", [Gap(_("There is no identifier that could be verified."), section="identifier")])
    if held.verified_at is not None:
        raise TransitionRefused("verify", [Gap(_("This organisation is verified already."))])
    held.verified_at, held.verified_by = clock.now(), by
    held.save(update_fields=["verified_at", "verified_by"])
    record_event("verify", held.ledger_reference, by=by)
    return held


def _verified_facts(organisation: Organisation) -> tuple[str, str, str]:
    return organisation.name, organisation.identifier_scheme, organisation.identifier


def _assign(organisation: Organisation, data: dict[str, Any]) -> None:
    """Set the fields of `data` after checking them; KeyError for a field that is nobody's to set."""
    for field, value in data.items():
        if field not in EDITABLE:
            raise KeyError(field)
        # On one line: a name stands in subjects of mails, and what follows a line break would pass for the portal's words.
        setattr(organisation, field, one_line(value) if isinstance(value, str) else value)
    _check_identifier(organisation)
    organisation.full_clean(exclude=["verified_by"], validate_constraints=True)


def _check_identifier(organisation: Organisation) -> None:
    """Bring the identifier into the form in which it is stored. Raises ValidationError unless it is sound and nobody else's."""
    if not organisation.identifier:
        organisation.identifier_scheme = ""
        return
    try:
        organisation.identifier = checked_identifier(organisation.identifier_scheme, organisation.identifier)
    except IdentifierError as problem:
        message = _("This is not a valid number of the chosen kind. Check each digit.")
        raise ValidationError({"identifier": message}) from problem
    same = Organisation.objects.filter(
        identifier_scheme=organisation.identifier_scheme, identifier=organisation.identifier
    ).exclude(pk=organisation.pk)
    if same.exists():
        message = _("An organisation with this identifier is registered already. Ask one of its owners to invite you.")
        raise ValidationError({"identifier": message})


def _free_slug(name: str, legal_form: str) -> str:
    """Return a slug that no organisation has. That of a person says no name: addresses end up in logs and histories."""
    if legal_form == Organisation.LegalForm.NATURAL_PERSON:
        return f"person-{random_code(8).lower()}"
    slug = slugify(folded(name))[:70]
    if slug and slug not in _ADDRESSES and not Organisation.objects.filter(slug=slug).exists():
        return slug
    return f"{slug}-{random_code(4).lower()}".strip("-")
