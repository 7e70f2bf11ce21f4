"""People, organisations and sessions, made as the portal makes them.

secretary = make_official(Role.SECRETARY)                  # of an authority of its own
publisher = make_official(Role.PUBLISHER, authority=secretary.authority)
owner = make_supplier().owner
sign_in(client, secretary)                                 # with a second factor; second_factor=False: a password alone
"""

import time
from itertools import count
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Organisation, User
from accounts.roles import Role
from accounts.services import create_organisation, enter_as_natural_person, grant_role

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(name: str = "", *, email: str = "", password: str = PASSWORD, **fields: Any) -> User:
    """Make a person with a verified e-mail address; `fields`: language, demo_introduction, is_administrator, ..."""
    number = next(_numbers)
    user = User.objects.create_user(email or f"person{number}@example.org", password, name=name or f"Person {number}", **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_administrator(name: str = "Adam Administrator") -> User:
    """Make a platform administrator."""
    return make_user(name, is_administrator=True)


def make_authority(name: str = "Ministry of Health", **data: Any) -> Organisation:
    """Make an authority; nobody holds a role in it yet."""
    kind, legal_form = Organisation.Kind.AUTHORITY, Organisation.LegalForm.PUBLIC_BODY
    return create_organisation(by=make_administrator(), kind=kind, legal_form=legal_form, name=name, **data)


def make_supplier(name: str = "Acme", *, owner: User | None = None, **data: Any) -> Organisation:
    """Make a supplier, which has its owner as the attribute `owner`."""
    owner = owner or make_user()
    kind, legal_form = Organisation.Kind.SUPPLIER, data.pop("legal_form", Organisation.LegalForm.COMPANY)
    supplier = create_organisation(by=owner, kind=kind, legal_form=legal_form, name=name, **data)
    supplier.owner = owner  # type: ignore[attr-defined]
    return supplier


def make_natural_person(name: str = "Jan Kowalski", *, owner: User | None = None) -> Organisation:
    """Make a supplier that is a person without a company, with the person as the attribute `owner`."""
    owner = owner or make_user(name)
    supplier = enter_as_natural_person(by=owner, name=name)
    supplier.owner = owner  # type: ignore[attr-defined]
    return supplier


def make_official(*roles: Role, authority: Organisation | None = None, name: str = "", **fields: Any) -> User:
    """Make a person with `roles` in `authority` (a new one by default), which the person has as the attribute `authority`."""
    authority = authority or make_authority()
    official = make_user(name, **fields)
    administrator = User.objects.filter(is_administrator=True).first() or make_administrator()
    for role in roles:
        grant_role(authority, by=administrator, user=official, role=role)
    official.authority = authority  # type: ignore[attr-defined]
    return official


def make_member(supplier: Organisation, *roles: Role, name: str = "", **fields: Any) -> User:
    """Make a person with `roles` in a supplier, given by one of its owners."""
    member = make_user(name, **fields)
    owner = User.objects.filter(memberships__organisation=supplier, memberships__role=Role.OWNER).earliest("pk")
    for role in roles:
        grant_role(supplier, by=owner, user=member, role=role)
    return member


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """Give `client` a session of `user` as allauth leaves it after a password and, unless told otherwise, a second factor."""
    client.force_login(user)
    session = client.session
    records: list[dict[str, Any]] = [{"method": "password", "at": time.time(), "email": user.email}]
    if second_factor:
        records.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client
