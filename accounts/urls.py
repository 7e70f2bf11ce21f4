"""Addresses of people and organisations."""

from django.urls import path

from accounts.views import administration, inbox, invitations, organisation, organisations, profile, sign_in

app_name = "accounts"

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("account/profile/", profile.profile, name="profile"),
    path("account/second-factor/", sign_in.second_factor, name="second_factor"),
    path("account/demo/<str:ledger_name>/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/person/", organisations.enter_as_person, name="enter_as_person"),
    path("organisations/invitations/<str:token>/", invitations.invitation, name="accept_invitation"),
    path("organisations/invitations/<str:token>/accept/", invitations.accept, name="accept"),
    path("organisations/<slug:slug>/", organisation.ShowOrganisation.as_view(), name="organisation"),
    path("organisations/<slug:slug>/edit/", organisation.EditOrganisation.as_view(), name="edit"),
    path("organisations/<slug:slug>/invite/", organisation.InviteMember.as_view(), name="invite"),
    path(
        "organisations/<slug:slug>/people/<str:ledger_name>/<str:role>/revoke/",
        organisation.RevokeRole.as_view(),
        name="revoke",
    ),
    path("desk/people/", administration.people_list, name="people"),
    path("desk/people/<str:ledger_name>/", administration.person, name="person"),
    path("desk/people/<str:ledger_name>/grant/", administration.grant, name="grant"),
    path("desk/people/<str:ledger_name>/revoke/", administration.revoke, name="revoke_from"),
    path("desk/people/<str:ledger_name>/deactivate/", administration.deactivate, name="deactivate"),
    path("desk/people/<str:ledger_name>/reactivate/", administration.reactivate, name="reactivate"),
    path("desk/organisations/", administration.organisation_list, name="desk_organisations"),
    path("desk/organisations/new/", administration.new_authority, name="new_authority"),
    path("desk/organisations/<slug:slug>/", organisation.ShowOrganisation.as_view(desk=True), name="desk_organisation"),
    path("desk/organisations/<slug:slug>/edit/", organisation.EditOrganisation.as_view(desk=True), name="desk_edit"),
    path("desk/organisations/<slug:slug>/invite/", organisation.InviteMember.as_view(desk=True), name="desk_invite"),
    path("desk/organisations/<slug:slug>/verify/", organisation.VerifyOrganisation.as_view(), name="desk_verify"),
    path(
        "desk/organisations/<slug:slug>/people/<str:ledger_name>/<str:role>/revoke/",
        organisation.RevokeRole.as_view(desk=True),
        name="desk_revoke",
    ),
]
