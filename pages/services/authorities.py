"""The place of each authority among the pages, and its people's rights there, kept in step with their roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from accounts.models import Organisation, User
from accounts.roles import Role
from pages.models import AuthorityPage, HomePage
from pages.services.site import ensure_site

# What the holders of each role may do to the manuscripts of their authority. Nobody may publish there: that is the desk's.
_RIGHTS = {Role.AUTHOR: ("change",), Role.PUBLISHER: ("change",)}
ADMINISTRATORS = "portal:administrators"
_ADMINISTRATORS_RIGHTS = ("add", "change", "publish")


def group_name(organisation: Organisation, role: Role) -> str:
    """Return the name of the group of `role` in `organisation`: a key, not words for people."""
    return f"authority:{organisation.slug}:{role.value}"


@transaction.atomic
def sync_authority(organisation: Organisation) -> dict[str, AuthorityPage]:
    """Make the authority's page in every language, and give its authors and publishers their rights on it.

    Returns the pages by language; does nothing for a supplier. Calling it again changes only what is out of step.
    """
    if not organisation.is_authority:
        return {}
    pages = {language: _place(organisation, home) for language, home in ensure_site().items()}
    for role, rights in _RIGHTS.items():
        members = User.objects.filter(memberships__organisation=organisation, memberships__role=role, is_active=True)
        _keep_group(group_name(organisation, role), list(members), list(pages.values()), rights)
    return pages


@transaction.atomic
def sync_administrators() -> None:
    """Give the platform administrators the whole site: the words of home and information pages."""
    homes = list(ensure_site().values())
    _keep_group(ADMINISTRATORS, list(User.objects.filter(is_administrator=True, is_active=True)), homes, _ADMINISTRATORS_RIGHTS)


def _place(organisation: Organisation, home: HomePage) -> AuthorityPage:
    """Return the authority's page below `home`, made if it is missing, renamed if the authority was."""
    page: AuthorityPage | None = AuthorityPage.objects.filter(organisation=organisation, locale=home.locale).first()
    if page is None:
        other = AuthorityPage.objects.filter(organisation=organisation).first()
        page = AuthorityPage(title=organisation.name, slug=organisation.slug, organisation=organisation, locale=home.locale)
        if other is not None:
            page.translation_key = other.translation_key
        home.refresh_from_db()
        home.add_child(instance=page)
    elif page.title != organisation.name:
        page.title = page.draft_title = organisation.name
        page.save()
    return page


def _keep_group(name: str, members: list[User], pages: list[Page], rights: tuple[str, ...]) -> None:
    """Make group `name` hold exactly `members`, entry to the editor, and `rights` on `pages`."""
    group, _created = Group.objects.get_or_create(name=name)
    group.user_set.set(members)
    group.permissions.set(Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=[f"{right}_page" for right in rights]
    )
    wanted = {(page.pk, permission.pk) for page in pages for permission in permissions}
    held = set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission_id"))
    for page_id, permission_id in wanted - held:
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_id=permission_id)
