"""The form of any part of the rules, made from its class. Nothing is required: a draft may lack anything."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.forms.around import Around
from challenges.forms.members import FieldValue, Member, has_nothing_to_choose, members_of, scalar_field, shown, typed
from challenges.queries.drafts import NO_TITLES, has_own_page, models_of, own_words
from challenges.rules.base import HOLE, Hole, Part, Words
from challenges.rules.building import Plain
from challenges.rules.editing import with_value
from challenges.rules.names import refers_to
from challenges.rules.naming import item_name, uncapitalised
from challenges.rules.shapes import Json, Shape
from core.forms import Fieldset, Form

# Beside those that are there already, so many empty places are offered in a list without keys.
EMPTY_PLACES = 2
DRAWN, NONE, LATER, REMOVE = "drawn", "none", "later", "remove"


class PartForm(Form):
    """The members of one part, and of the small parts in it."""

    mark_optional = False
    # Of this form, not of its class: a part has the fieldsets of what it holds.
    fieldsets: list[Fieldset]  # type: ignore[misc]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Plain,
        path: str,
        model: type[Part],
        value: Plain,
        round_key: str = "",
        titles: Mapping[str, str] = NO_TITLES,
    ) -> None:
        self.document, self.path, self.model, self.value = document, path, model, value
        self.around = Around(document, path, round_key, titles)
        super().__init__(data)
        self.fieldsets = []
        self.needs_another_look = False
        self._begin("")
        self._add_part(model, value, "", "")

    def applied(self) -> Plain:
        """Return the document with what was typed in the place of the part; members with pages of their own stay."""
        return with_value(self.document, self.path, self.as_plain())

    def as_plain(self) -> Plain:
        """Return the part with what was typed."""
        return self._read_part(self.model, self.value, "")

    # --- Asking ------------------------------------------------------------------------------------------------------

    def _begin(self, legend: Words) -> list[str]:
        """Begin a fieldset, into which fields go from now on, and return the names in it."""
        names: list[str] = []
        self.fieldsets.append(Fieldset(legend=legend, fields=names))
        return names

    def _add(self, name: str, field: forms.Field, initial: FieldValue) -> None:
        self.fields[name] = field
        self.initial[name] = initial
        cast(list[str], self.fieldsets[-1].fields).append(name)

    def _add_part(self, model: type[Part], value: Plain, prefix: str, legend: str) -> None:
        """Ask for the members of a part: the plain ones in the fieldset that is begun, then each part in it in one of its own."""
        nested = []
        for member in members_of(model, prefix):
            here = value.get(member.name, HOLE)
            if has_own_page(member.expected):
                continue
            if member.expected.is_promisable:
                self._add_promisable(member, here)
            elif field := scalar_field(member, self.around, here):
                if not has_nothing_to_choose(member, field, here):
                    self._add(member.prefix, field, shown(member, here))
                    self._add_none(member, here, f"{member.label}: ")
            else:
                nested.append((member, here))
        for member, here in nested:
            self._add_nested(member, here, legend)

    def _add_none(self, member: Member, value: Json | Hole, whose: str = "") -> None:
        if member.is_nullable and member.says.none:
            self._add(f"{member.prefix}.{NONE}", _box(capfirst(f"{whose}{member.says.none}")), value is None)

    def _add_promisable(self, member: Member, value: Json | Hole) -> None:
        plain = _plain_of(member)
        number = HOLE if isinstance(value, dict) else value
        if field := scalar_field(plain, self.around, number):
            self._add(f"{member.prefix}.value", field, shown(plain, number))
        self._add_none(member, value, f"{member.label}: ")
        words = _("%(label)s: announced later, before judging") % {"label": member.label}
        self._add(f"{member.prefix}.{LATER}", _box(words), isinstance(value, dict))

    def _add_nested(self, member: Member, value: Json | Hole, legend: str) -> None:
        if member.expected.is_list:
            self._add_list(member, _parts_in(value), legend)
            return
        below = _below(legend, str(member.label))
        self._begin(below)
        self._add_none(member, value)
        self._add_choice(member.expected, value if isinstance(value, dict) else {}, member.prefix, below)

    def _add_choice(self, expected: Shape, value: Plain, prefix: str, legend: str) -> None:
        choices = expected.choices
        if not choices:
            self._add_part(models_of(expected)[0], value, f"{prefix}.", legend)
            return
        posted = self.data.get(f"{prefix}.kind") if self.is_bound else None
        kind = posted if posted is not None else value.get("kind", "")
        words = [(name, capfirst(model.kinds.get(name, name))) for name, model in choices.items()]
        self._add(f"{prefix}.kind", forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *words], required=False), kind)
        self.fields[f"{prefix}.{DRAWN}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[f"{prefix}.{DRAWN}"] = kind
        if self.is_bound and self.data.get(f"{prefix}.{DRAWN}", "") != (kind or ""):
            self.needs_another_look = True
        if kind in choices:
            self._add_part(choices[kind], value if value.get("kind") == kind else {}, f"{prefix}.", legend)

    def _add_list(self, member: Member, values: list[Plain], legend: str) -> None:
        for index in range(len(values) + EMPTY_PLACES):
            prefix, value = f"{member.prefix}.{index}", values[index] if index < len(values) else {}
            words = {"item": item_name(member.name, index + 1, own_words(value), member.owner)}
            below = _below(legend, words["item"] if value else gettext("%(item)s (new)") % words)
            names = self._begin(below)
            self._add_choice(member.expected.item, value, prefix, below)
            if value:
                self.fields[f"{prefix}.{REMOVE}"] = _box(_("Remove this one"))
                names.append(f"{prefix}.{REMOVE}")

    # --- Reading -----------------------------------------------------------------------------------------------------

    def _read_part(self, model: type[Part], old: Plain, prefix: str) -> Plain:
        found = {name: member for name, member in old.items() if name in model.model_fields}
        asked = [member for member in members_of(model, prefix) if not has_own_page(member.expected)]
        idle: Plain = {member.name: [] if member.expected.is_list else None for member in asked if self._was_not_asked(member)}
        for member in asked:
            if member.name in idle:
                continue
            value = self._read_member(member, old.get(member.name, HOLE))
            if value is HOLE:
                found.pop(member.name, None)
            else:
                found[member.name] = value
        # A part of which nothing else is said is not there.
        return {**idle, **found} if found or not prefix else found

    def _was_not_asked(self, member: Member) -> bool:
        """Return whether there was nothing to choose: what stands there stays, and where nothing does, there is none."""
        return bool(refers_to(member.owner, member.name)) and member.prefix not in self.fields

    def _read_member(self, member: Member, old: Json | Hole) -> Json | Hole:
        cleaned = self.cleaned_data
        if cleaned.get(f"{member.prefix}.{NONE}") and not self._was_typed_instead(member.prefix):
            return None
        if member.prefix in self.fields:
            value = typed(member, cleaned.get(member.prefix), old)
            return None if value is HOLE and member.is_nullable and not member.says.none else value
        if member.expected.is_list:
            return list(self._read_items(member, _parts_in(old)))
        if member.expected.is_promisable:
            is_later = cleaned.get(f"{member.prefix}.{LATER}")
            kept = old if isinstance(old, dict) else {"kind": "announced_later", "by": None}
            return kept if is_later else typed(_plain_of(member), cleaned.get(f"{member.prefix}.value"), old)
        return self._read_choice(member.expected, old if isinstance(old, dict) else {}, member.prefix) or (
            old if old == {} else HOLE
        )

    def _was_typed_instead(self, prefix: str) -> bool:
        """Return whether something was typed where there was none: then the tick at “none” was only forgotten."""
        names = [name for name in self.fields if name == prefix or name.startswith(f"{prefix}.")]
        typed_ones = [self.cleaned_data.get(name) for name in names if name.rpartition(".")[2] not in (NONE, DRAWN)]
        is_typed = any(value not in ("", [], {}) for value in typed_ones if value is not None and value is not False)
        return bool(self.initial.get(f"{prefix}.{NONE}")) and is_typed

    def _read_choice(self, expected: Shape, old: Plain, prefix: str) -> Plain:
        choices = expected.choices
        if not choices:
            return self._read_part(models_of(expected)[0], old, f"{prefix}.")
        kind = self.cleaned_data.get(f"{prefix}.kind") or ""
        if kind not in choices:
            return {}
        same = old if old.get("kind") == kind else {}
        return {**self._read_part(choices[kind], same, f"{prefix}."), "kind": kind}

    def _read_items(self, member: Member, old: list[Plain]) -> Iterator[Plain]:
        for index in range(len(old) + EMPTY_PLACES):
            prefix = f"{member.prefix}.{index}"
            if not self.cleaned_data.get(f"{prefix}.{REMOVE}"):
                value = self._read_choice(member.expected.item, old[index] if index < len(old) else {}, prefix)
                if any(name != "kind" and inner not in (None, [], {}) for name, inner in value.items()) or (
                    value and "kind" in value
                ):
                    yield value


def _below(legend: str, label: str) -> str:
    """Return the legend of what stands below another legend."""
    return f"{legend} › {uncapitalised(label)}" if legend else label


def _box(label: Words) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _parts_in(value: Json | Hole) -> list[Plain]:
    """Return the parts that stand in a list without keys; none where there is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _plain_of(member: Member) -> Member:
    """Return the member as if nothing could be announced later."""
    return replace(member, expected=Shape(get_args(member.expected.bare)[0]))
