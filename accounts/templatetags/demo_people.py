"""The demonstration's people on the sign-in page."""

from dataclasses import dataclass, field

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import demo_people

register = template.Library()


@dataclass(frozen=True)
class DemoPerson:
    """Somebody as whom one click signs in."""

    name: str
    introduction: str
    action: str


@dataclass
class DemoGroup:
    """People of one kind."""

    title: str
    people: list[DemoPerson] = field(default_factory=list)


@register.simple_tag
def demo_sign_in() -> list[DemoGroup]:
    """Return the people of the demonstration by kind; none where this is no demonstration."""
    if not settings.DEMO_SIGN_IN:
        return []
    groups = {
        "official": DemoGroup(_("Ministries, agencies and cities")),
        "supplier": DemoGroup(_("Suppliers")),
        "other": DemoGroup(_("Jurors")),
        "administrator": DemoGroup(_("Administration")),
    }
    for person in demo_people():
        groups[_kind(person)].people.append(
            DemoPerson(person.name, person.demo_introduction, reverse("accounts:demo_sign_in", args=[person.ledger_name]))
        )
    return [group for group in groups.values() if group.people]


@register.simple_tag(takes_context=True)
def wanted_address(context: Context) -> dict[str, str]:
    """Return the hidden field that carries on where the reader wanted to go before signing in."""
    wanted = context["request"].GET.get("next", "")
    return {"next": wanted} if wanted else {}


def _kind(person: User) -> str:
    if person.is_administrator:
        return "administrator"
    if person.acts_as_official:  # type: ignore[attr-defined]
        return "official"
    return "supplier" if person.acts_as_supplier else "other"  # type: ignore[attr-defined]
