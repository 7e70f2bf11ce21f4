"""Officials, jurors and suppliers, without passwords: nobody signs in by one here."""

from allauth.account.models import EmailAddress

from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from benchmarks.filling.world import People
from core import clock

JURORS = 30
CITIES = ("Kraków", "Łódź", "Gdańsk", "Poznań", "Wrocław", "Białystok", "Rzeszów")
TRADES = ("Sensors", "Mapping", "Software", "Robotics", "Energy", "Mobility", "Analytics")


def make_people(*, suppliers: int) -> People:
    """Make an authority with one official per role, jurors, and `suppliers` companies with an owner each."""
    authority = _organisations("authority", ["Ministry of Measured Time"])[0]
    author, publisher, secretary = _people("official", ["Anna Autor", "Piotr Publikujący", "Sara Sekretarz"])
    _join((author, authority, Role.AUTHOR), (publisher, authority, Role.PUBLISHER), (secretary, authority, Role.SECRETARY))
    companies = _organisations(
        "supplier", [f"{CITIES[n % 7]} {TRADES[n // 7 % 7]} {n}" for n in range(suppliers)], headcount=12, turnover=900_000
    )
    owners = _people("owner", [f"Właścicielka {n}" for n in range(suppliers)])
    _join(*((owner, company, Role.OWNER) for owner, company in zip(owners, companies, strict=True)))
    jurors = _people("juror", [f"Jurorka {n}" for n in range(JURORS)])
    return People(authority, author, publisher, secretary, jurors, companies, owners)


def _people(kind: str, names: list[str]) -> list[User]:
    joined = clock.now()
    rows = [
        User(email=f"{kind}{number}@example.org", name=name, password="!", date_joined=joined)  # noqa: S106 - no password fits "!"
        for number, name in enumerate(names)
    ]
    people = User.objects.bulk_create(rows, batch_size=1000)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people], batch_size=1000
    )
    return people


def _organisations(kind: str, names: list[str], **figures: int) -> list[Organisation]:
    form = "public_body" if kind == "authority" else "company"
    made = clock.now()
    rows = [
        Organisation(kind=kind, legal_form=form, name=name, slug=f"{kind}-{number}", created_at=made, **figures)
        for number, name in enumerate(names)
    ]
    return Organisation.objects.bulk_create(rows, batch_size=1000)


def _join(*held: tuple[User, Organisation, Role]) -> None:
    since = clock.now()
    rows = [Membership(user=user, organisation=organisation, role=role, created_at=since) for user, organisation, role in held]
    Membership.objects.bulk_create(rows, batch_size=1000)
