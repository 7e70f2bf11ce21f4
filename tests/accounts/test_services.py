"""Organisations, roles and invitations: who may, what is refused, what the ledger keeps."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import membership_changes
from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import Role
from accounts.services import (
    accept_invitation,
    create_organisation,
    deactivate_person,
    edit_organisation,
    edit_profile,
    grant_role,
    invite_member,
    reactivate_person,
    revoke_role,
    verify_organisation,
)
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event
from tests.agreement import assert_twins_agree
from tests.factories.accounts import (
    make_administrator,
    make_authority,
    make_member,
    make_natural_person,
    make_official,
    make_supplier,
    make_user,
)

pytestmark = pytest.mark.django_db
NIP = {"identifier_scheme": "PL-NIP", "identifier": "526-025-02-74"}


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def test_rule_and_list_of_organisations_agree() -> None:
    supplier, authority = make_supplier(), make_authority()
    viewer = make_member(supplier, Role.VIEWER)
    users = {
        "owner": supplier.owner,
        "viewer": viewer,
        "auditor": make_official(Role.AUDITOR, authority=authority),
        "official of another authority": make_official(Role.SECRETARY),
        "person without an organisation": make_user(),
        "administrator": make_administrator(),
        "nobody": AnonymousUser(),
    }
    assert_twins_agree(Organisation, users)


def test_whoever_makes_a_supplier_owns_it_and_the_ledger_names_nobody() -> None:
    supplier = make_supplier("Żółw & Synowie", **NIP)

    assert supplier.owner.holds(supplier.pk, Role.OWNER)
    assert (supplier.slug, supplier.identifier) == ("zolw-synowie", "5260250274")
    assert (last_event().verb, last_event().actor) == ("create", supplier.owner.ledger_name)
    assert "Żółw" not in str(last_event().data) + last_event().object_reference


def test_the_address_of_a_natural_person_does_not_name_them() -> None:
    person = make_natural_person("Jan Kowalski")

    assert person.legal_form == Organisation.LegalForm.NATURAL_PERSON
    assert "kowalski" not in person.slug
    assert person.owner.holds(person.pk, Role.OWNER)


@pytest.mark.parametrize("name", ["new", "Person", "Acme", "日本"])
def test_no_name_takes_an_address_that_is_in_use(name: str) -> None:
    make_supplier("Acme")

    assert make_supplier(name).slug not in {"new", "person", "acme", ""}


def test_only_administrators_make_authorities() -> None:
    with pytest.raises(PermissionDenied):
        create_organisation(by=make_user(), kind="authority", legal_form="public_body", name="Ministry of Me")


def test_an_identifier_belongs_to_one_organisation() -> None:
    make_supplier(**NIP)

    with pytest.raises(ValidationError) as refused:
        make_supplier("Impostor", identifier_scheme="PL-NIP", identifier="PL5260250274")

    assert set(refused.value.message_dict) == {"identifier"}


def test_a_wrong_identifier_is_refused_at_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        make_supplier(identifier_scheme="PL-NIP", identifier="5260250275")

    assert set(refused.value.message_dict) == {"identifier"}
    assert not Organisation.objects.exists()


def test_a_change_of_the_verified_facts_ends_the_verification() -> None:
    supplier, administrator = make_supplier(**NIP), make_administrator()
    verify_organisation(supplier, by=administrator)

    assert edit_organisation(supplier, by=supplier.owner, headcount=5).verified_at is not None
    assert edit_organisation(supplier, by=supplier.owner, name="Another").verified_by is None


def test_verification_is_the_administrators_and_needs_a_number_and_happens_once() -> None:
    supplier, bare, administrator = make_supplier(**NIP), make_supplier("Bare"), make_administrator()

    with pytest.raises(PermissionDenied):
        verify_organisation(supplier, by=supplier.owner)
    with pytest.raises(TransitionRefused):
        verify_organisation(bare, by=administrator)
    verify_organisation(supplier, by=administrator)
    with pytest.raises(TransitionRefused):
        verify_organisation(supplier, by=administrator)


def test_a_role_is_given_once_and_told_once() -> None:
    authority, administrator, person = make_authority(), make_administrator(), make_user()

    grant_role(authority, by=administrator, user=person, role=Role.AUTHOR)
    grant_role(authority, by=administrator, user=person, role=Role.AUTHOR)

    assert Membership.objects.get().role == Role.AUTHOR
    assert person.holds(authority.pk, Role.AUTHOR)
    assert Event.objects.filter(verb="grant").count() == 1
    assert OutgoingMail.objects.get().recipient == person.email


@pytest.mark.parametrize("actor", ["nobody", "viewer", "contributor", "administrator", "official"])
def test_only_owners_say_who_acts_for_a_supplier(actor: str) -> None:
    supplier = make_supplier()
    actors = {
        "nobody": make_user,
        "viewer": lambda: make_member(supplier, Role.VIEWER),
        "contributor": lambda: make_member(supplier, Role.CONTRIBUTOR),
        "administrator": make_administrator,
        "official": lambda: make_official(Role.SECRETARY),
    }
    by = actors[actor]()

    with pytest.raises(PermissionDenied):
        grant_role(supplier, by=by, user=make_user(), role=Role.VIEWER)
    with pytest.raises(PermissionDenied):
        invite_member(supplier, by=by, email="friend@example.org", role=Role.OWNER)
    with pytest.raises(PermissionDenied):
        revoke_role(supplier, by=by, user=supplier.owner, role=Role.OWNER)


def test_officials_do_not_appoint_officials() -> None:
    official = make_official(Role.PUBLISHER)

    with pytest.raises(PermissionDenied):
        grant_role(official.authority, by=official, user=make_user(), role=Role.SECRETARY)


def test_nobody_gives_a_role_to_themselves() -> None:
    administrator = make_administrator()

    with pytest.raises(TransitionRefused):
        grant_role(make_authority(), by=administrator, user=administrator, role=Role.SECRETARY)
    with pytest.raises(TransitionRefused, match="yourself"):
        invite_member(make_authority(), by=administrator, email=administrator.email.upper(), role=Role.SECRETARY)


def test_an_invitation_to_another_address_does_not_come_back_to_its_maker() -> None:
    administrator = make_administrator()
    invitation = invite_member(make_authority(), by=administrator, email="other@example.org", role=Role.SECRETARY)
    User.objects.filter(pk=administrator.pk).update(email="other@example.org")
    administrator.refresh_from_db()

    with pytest.raises(TransitionRefused, match="yourself"):
        accept_invitation(invitation, by=administrator)
    assert not administrator.holds(invitation.organisation_id, Role.SECRETARY)


def test_a_role_of_the_other_kind_is_refused() -> None:
    with pytest.raises(TransitionRefused):
        grant_role(make_authority(), by=make_administrator(), user=make_user(), role=Role.OWNER)


def test_the_last_owner_stays() -> None:
    supplier = make_supplier()
    second = make_member(supplier, Role.OWNER)
    revoke_role(supplier, by=second, user=supplier.owner, role=Role.OWNER)

    with pytest.raises(TransitionRefused, match="at least one owner"):
        revoke_role(supplier, by=second, user=second, role=Role.OWNER)
    assert second.holds(supplier.pk, Role.OWNER)


def test_whoever_registered_hears_of_every_change(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Organisation] = []
    monkeypatch.setattr(membership_changes, "_callbacks", [heard.append])
    official = make_official(Role.AUTHOR)

    revoke_role(official.authority, by=make_administrator(), user=official, role=Role.AUTHOR)

    assert heard == [official.authority, official.authority]


def test_an_invitation_works_once_and_only_for_whom_it_was_sent_to() -> None:
    supplier, friend, thief = make_supplier(), make_user(email="friend@example.org"), make_user()
    invitation = invite_member(supplier, by=supplier.owner, email=" Friend@Example.org ", role=Role.CONTRIBUTOR)

    with pytest.raises(TransitionRefused, match="another e-mail address"):
        accept_invitation(invitation, by=thief)
    accept_invitation(invitation, by=friend)
    with pytest.raises(TransitionRefused, match="used already"):
        accept_invitation(invitation, by=friend)

    assert friend.holds(supplier.pk, Role.CONTRIBUTOR)
    assert not thief.holds(supplier.pk)


def test_an_invitation_expires_by_the_clock() -> None:
    supplier, friend = make_supplier(), make_user(email="friend@example.org")
    invitation = invite_member(supplier, by=supplier.owner, email=friend.email, role=Role.VIEWER)

    with clock.moved_to(invitation.expires_at + timedelta(seconds=1)), pytest.raises(TransitionRefused, match="expired"):
        accept_invitation(invitation, by=friend)
    assert Invitation.objects.get().accepted_at is None


def test_an_invitation_by_somebody_who_is_no_owner_any_more_is_void() -> None:
    supplier, friend = make_supplier(), make_user(email="friend@example.org")
    second = make_member(supplier, Role.OWNER)
    invitation = invite_member(supplier, by=second, email=friend.email, role=Role.OWNER)
    revoke_role(supplier, by=supplier.owner, user=second, role=Role.OWNER)

    with pytest.raises(TransitionRefused, match="can no longer do so"):
        accept_invitation(invitation, by=friend)


def test_an_invitation_is_written_in_the_language_of_its_reader() -> None:
    supplier = make_supplier("<b>Acme</b>")
    make_user(email="anna@example.org", language="pl")
    invite_member(supplier, by=supplier.owner, email="anna@example.org", role=Role.VIEWER)
    invite_member(supplier, by=supplier.owner, email="new@example.org", role=Role.VIEWER)
    polish, english = OutgoingMail.objects.order_by("pk")

    assert (polish.language, english.language) == ("pl", "en")
    assert "/pl/organisations/invitations/" in polish.text
    assert "&lt;b&gt;Acme&lt;/b&gt;" in english.html
    assert "<b>Acme</b>" not in english.html


def test_nobody_deactivates_themselves_and_nobody_else_does() -> None:
    administrator, person = make_administrator(), make_user()

    with pytest.raises(PermissionDenied):
        deactivate_person(administrator, by=administrator)
    with pytest.raises(PermissionDenied):
        deactivate_person(person, by=make_user())
    assert not deactivate_person(person, by=administrator).is_active
    with pytest.raises(TransitionRefused):
        deactivate_person(person, by=administrator)
    assert reactivate_person(person, by=administrator).is_active
    assert [event.verb for event in Event.objects.order_by("-sequence")[:2]] == ["reactivate", "deactivate"]


def test_people_change_their_own_name_alone() -> None:
    person = make_user()

    assert edit_profile(person, by=person, name=" Anna Nowak ", language="pl").name == "Anna Nowak"
    with pytest.raises(PermissionDenied):
        edit_profile(person, by=make_administrator(), name="Somebody", language="en")
    with pytest.raises(ValidationError):
        edit_profile(person, by=person, name="Anna", language="xx")


def test_names_stand_on_one_line_because_subjects_of_mails_name_them() -> None:
    supplier = make_supplier("Acme\r\nBcc: spy@example.org\n\nYour account ends today.")
    person = edit_profile(supplier.owner, by=supplier.owner, name="Anna\n\nNowak", language="en")

    assert (supplier.name, person.name) == ("Acme Bcc: spy@example.org Your account ends today.", "Anna Nowak")


def test_roles_cost_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    supplier = make_supplier()
    person = User.objects.get(pk=supplier.owner.pk)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert person.holds(supplier.pk)
        assert person.holds(supplier.pk, Role.OWNER)
        assert not person.holds(supplier.pk + 1)
