"""The legal frame: profile, procedure, legal numbers with their source, departures, and what the rules reserve to change."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from challenges.profiles import PROFILES
from challenges.rules.base import Day, Key, Keyed, Part, String, Text, member
from challenges.rules.values import When

Profile = Literal[
    "pl-design-contest",
    "pl-design-contest-below",
    "eu-design-contest",
    "eu-grants",
    "eu-precommercial",
    "uk-below-threshold",
    "uk-sbri",
    "us-prize",
    "internal",
    "own-rules",
    "archive",
]


# The legal values that the portal knows by name.
VALUE_NAMES = {
    "minimum_jurors": _("Fewest jurors"),
    "standstill_days": _("Days of standstill"),
    "weights_total": _("Sum of the weights"),
    "amendment_days": _("Days by which a deadline moves when a change matters"),
    "losing_works_public": _("Works that win nothing become public"),
}


class LawValue(Part):
    """One number or text of the law that holds for this competition."""

    key: Key = member(_("Which value"), "name of the value, such as minimum_jurors or standstill_days")
    value: String = member(_("Value"), "number as canonical decimal text, or a text")
    source: String = member(_("Source"), "provision it comes from, such as Pzp 335(1)")
    as_of: Day = member(_("Read on"), "day on which the provision was read")


class Override(Part):
    """A departure from a value of the profile, with its reason."""

    key: Key = member(_("Which value"), "name of the value that is replaced", is_dropped_by_copy=True)
    value: String = member(_("Value here"), "the value in force for this competition", is_dropped_by_copy=True)
    reason: String = member(_("Reason"), "why the profile's value does not hold", is_dropped_by_copy=True)


class Law(Part):
    """Under which law the competition runs."""

    profile: Profile = member(
        _("Law profile"),
        "named set of legal defaults and powers",
        values={profile.key: profile.name for profile in PROFILES.values()},
    )
    legal_basis: String | None = member(
        _("Legal basis"), "directive or act (eForms BT-01); null = none named", none=_("none named")
    )
    procedure: Literal["open", "restricted", "oth-single", "oth-mult"] = member(
        _("Procedure"),
        "eForms procedure code (BT-105)",
        values={
            "open": _("open to everyone"),
            "restricted": _("restricted to invited participants"),
            "oth-single": _("other, one stage"),
            "oth-mult": _("other, several stages"),
        },
    )
    values: tuple[LawValue, ...] = member(_("Legal values"), "numbers and texts of the law in force here, each with source")
    overrides: tuple[Override, ...] = member(
        _("Departures"), "values that differ from the profile, each with its reason", is_dropped_by_copy=True
    )

    def number(self, key: str) -> int:
        """Return a whole number of the law that holds here; 0 where the rules name none."""
        values = {value.key: value.value for value in self.values or ()}
        replaced = {override.key: override.value for override in self.overrides or ()}
        return int((values | replaced).get(key, "0"))


class ReservedChange(Keyed):
    """A change that the rules themselves allow."""

    kinds = {
        "dates": _("dates"),
        "jury": _("jury"),
        "purse": _("prize money"),
        "awards": _("number or value of awards"),
        "parameters": _("other parameters"),
    }
    kind: Literal["dates", "jury", "purse", "awards", "parameters"]
    direction: Literal["any", "up", "down"] = member(
        _("Direction"),
        "which way the value may move",
        values={"any": _("either way"), "up": _("up only"), "down": _("down only")},
    )
    by: Literal["notice", "amendment"] = member(
        _("How"),
        "whether a mere notice does it or an amendment is needed",
        values={"notice": _("by notice"), "amendment": _("by amendment")},
    )
    until: When | None = member(_("Until"), "last moment of such a change; null = to the end", none=_("to the end"))
    words: Text = member(_("As printed"), "the reservation as people read it")
