"""People, organisations, and who acts for which organisation."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enterprise_size import SizeClass, size_class
from accounts.identifiers import Scheme
from accounts.roles import AUTHORITY_ROLES, SUPPLIER_ROLES, Role
from core import clock
from core.constraints import paired
from core.references import random_code


def new_ledger_name() -> str:
    """Return an opaque name under which the ledger records a person for ever."""
    return f"P-{random_code(5, 5)}"


class UserManager(BaseUserManager["User"]):
    """Makes people; the e-mail address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new person with this e-mail address (stored in lower case)."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new platform administrator, who also runs Wagtail's settings but reads no sealed entry."""
        return self.create_user(email, password, is_superuser=True, is_administrator=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Nobody gets anything of a competition by `is_superuser`: see core.permissions."""

    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Full name"), max_length=150, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(_("Can sign in"), default=True)
    is_administrator = models.BooleanField(_("Platform administrator"), default=False)
    # Who this is, on the sign-in page of a demo; empty for real people, who then have no one-click sign-in.
    demo_introduction = models.CharField(max_length=200, blank=True, editable=False)
    date_joined = models.DateTimeField(_("Joined"), default=clock.now)
    ledger_name = models.CharField(max_length=20, unique=True, default=new_ledger_name, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0] or self.email

    @cached_property
    def roles_by_organisation(self) -> dict[int, frozenset[str]]:
        """The person's roles by organisation id; asked of the database once per person object, that is once per request."""
        found: dict[int, frozenset[str]] = {}
        for organisation_id, role in self.memberships.values_list("organisation_id", "role"):
            found[organisation_id] = found.get(organisation_id, frozenset()) | {role}
        return found

    def holds(self, organisation_id: int, *roles: Role) -> bool:
        """Return whether the person holds one of `roles` (any role, if none is named) in that organisation."""
        held = self.roles_by_organisation.get(organisation_id, frozenset())
        return bool(held & set(roles)) if roles else bool(held)

    # Wagtail's user lists read these two.
    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


# Whoever sends a request: a person who signed in, or somebody unknown. Asking `is_authenticated` tells mypy which.
Visitor = User | AnonymousUser


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def authorities(self) -> "OrganisationQuerySet":
        return self.filter(kind=Organisation.Kind.AUTHORITY)

    def suppliers(self) -> "OrganisationQuerySet":
        return self.filter(kind=Organisation.Kind.SUPPLIER)

    def with_role(self, user: Visitor, *roles: Role) -> "OrganisationQuerySet":
        """Return the organisations for which `user` holds one of `roles` (any role, if none is named)."""
        if not user.is_authenticated:
            return self.none()
        held = Membership.objects.filter(user=user)
        return self.filter(pk__in=(held.filter(role__in=roles) if roles else held).values("organisation"))

    def visible_to(self, user: Visitor) -> "OrganisationQuerySet":
        """The list twin of the rule `accounts.view_organisation`."""
        if user.is_authenticated and user.is_administrator:
            return self
        return self.with_role(user)


class Organisation(models.Model):
    """An authority that publishes challenges, or a supplier that enters them; a natural person enters as a supplier too."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("Authority")
        SUPPLIER = "supplier", _("Supplier")

    class LegalForm(models.TextChoices):
        COMPANY = "company", _("Company")
        SOLE_TRADER = "sole_trader", _("Sole trader")
        NGO = "ngo", _("Non-governmental organisation")
        UNIVERSITY = "university", _("University or research institute")
        TEAM = "team", _("Team without a legal form")
        NATURAL_PERSON = "natural_person", _("Natural person")
        PUBLIC_BODY = "public_body", _("Public body")

    kind = models.CharField(max_length=10, choices=Kind)
    legal_form = models.CharField(_("Legal form"), max_length=20, choices=LegalForm)
    name = models.CharField(_("Name"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.CharField(_("Country"), max_length=2, default="PL")
    # Scheme of org-id.guide (e.g. PL-NIP) and the number within it; both empty for a person or a team.
    identifier_scheme = models.CharField(_("Kind of identifier"), max_length=20, blank=True, choices=Scheme)
    identifier = models.CharField(_("Identifier"), max_length=40, blank=True)
    headcount = models.PositiveIntegerField(_("Number of staff"), null=True, blank=True)
    # Whole euro a year.
    turnover = models.PositiveBigIntegerField(_("Yearly turnover in euro"), null=True, blank=True)
    balance_sheet = models.PositiveBigIntegerField(_("Balance sheet total in euro"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            *paired("organisation", "verified"),
            models.UniqueConstraint(
                fields=["identifier_scheme", "identifier"],
                condition=~models.Q(identifier=""),
                name="organisation_identifier_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_reference(self) -> str:
        """The name of this organisation in the ledger; its own name may be a person's and stays out."""
        return f"organisation/{self.pk}"

    @property
    def is_authority(self) -> bool:
        return self.kind == self.Kind.AUTHORITY

    @property
    def size_class(self) -> SizeClass:
        """The size class that follows from the declared figures."""
        return size_class(headcount=self.headcount, turnover=self.turnover, balance_sheet=self.balance_sheet)

    @property
    def possible_roles(self) -> tuple[Role, ...]:
        return tuple(description.role for description in (AUTHORITY_ROLES if self.is_authority else SUPPLIER_ROLES))


class Membership(models.Model):
    """One role of one person in one organisation; a person may hold several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"


class Invitation(models.Model):
    """An offer of a role to whoever receives the mail; used once, within its time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail address"))
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    token = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [*paired("invitation", "accepted")]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.organisation}"
