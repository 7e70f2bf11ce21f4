"""The demo's people and organisations, made once through the services of `accounts`."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from accounts.models import Organisation, User
from accounts.roles import Role
from accounts.services import create_organisation, enter_as_natural_person, grant_role
from govtech_portal.demo import content

# Letters that do not fall apart into a base letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O"})


@dataclass(frozen=True)
class SupplierInCast:
    """A supplier and the person who acts for it."""

    organisation: Organisation
    owner: User


@dataclass(frozen=True)
class JurorInCast:
    """A person who can be asked to sit on a panel, and as what."""

    user: User
    role: str
    qualification: str


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in the demo."""

    administrator: User
    authorities: dict[str, Organisation]
    officials: dict[str, User]
    jurors: list[JurorInCast]
    suppliers: list[SupplierInCast]


def assemble_cast() -> Cast:
    """Make all people and organisations and give the officials their roles."""
    told = content.people()
    administrator = _person(told["administrator"], is_administrator=True, is_superuser=True)
    authorities = {row["key"]: _authority(row, administrator) for row in told["authorities"]}
    officials = {}
    for row in told["officials"]:
        officials[row["key"]] = _person(row)
        chosen = authorities if row["authorities"] == ["*"] else row["authorities"]
        for key in chosen:
            for role in row["roles"]:
                grant_role(authorities[key], by=administrator, user=officials[row["key"]], role=Role(role))
    return Cast(
        administrator=administrator,
        authorities=authorities,
        officials=officials,
        jurors=[JurorInCast(_person(row), row["role"], row["qualification"]["pl"]) for row in told["jurors"]],
        suppliers=[_supplier(row) for row in told["suppliers"]],
    )


def _person(row: dict[str, Any], *, name: str = "", **fields: Any) -> User:
    name = name or row["name"]
    language = row.get("language", "pl")
    introduction = row.get("introduction", {}).get("en", "")
    return User.objects.create_user(_address(name), name=name, language=language, demo_introduction=introduction, **fields)


def _address(name: str) -> str:
    """Return a mailbox in the domain that is reserved for examples (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    words = plain.lower().replace("-", " ").replace("prof.", "").split()
    return f"{'.'.join(words)}@example.org"


def _authority(row: dict[str, Any], administrator: User) -> Organisation:
    return create_organisation(
        by=administrator,
        kind=Organisation.Kind.AUTHORITY,
        legal_form=Organisation.LegalForm.PUBLIC_BODY,
        name=row["name"],
        country=row.get("country", "PL"),
    )


def _supplier(row: dict[str, Any]) -> SupplierInCast:
    owner = _person(row, name=row["owner"])
    form = row.get("legal_form", Organisation.LegalForm.COMPANY)
    if form == Organisation.LegalForm.NATURAL_PERSON:
        return SupplierInCast(enter_as_natural_person(by=owner, name=row["name"]), owner)
    organisation = create_organisation(
        by=owner,
        kind=Organisation.Kind.SUPPLIER,
        legal_form=form,
        name=row["name"],
        country=row.get("country", "PL"),
        headcount=row.get("headcount"),
        turnover=row["headcount"] * 90_000 if "headcount" in row else None,
    )
    return SupplierInCast(organisation, owner)
