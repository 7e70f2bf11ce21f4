"""The form of any part of the rules, made from its class. Nothing is required: a draft may lack anything."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.forms.members import FieldValue, Member, members_of, scalar_field, shown, typed
from challenges.queries.drafts import has_own_page, models_of
from challenges.rules.base import HOLE, Hole, Part, Words
from challenges.rules.building import Plain
from challenges.rules.editing import with_value
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
    ) -> None:
        self.document, self.path, self.model, self.value, self.round_key = document, path, model, value, round_key
        super().__init__(data)
        self.fieldsets = []
        self.needs_another_look = False
        self._add_part(model, value, "", "")

    def applied(self) -> Plain:
        """Return the document with what was typed in the place of the part; members with pages of their own stay."""
        return with_value(self.document, self.path, self.as_plain())

    def as_plain(self) -> Plain:
        """Return the part with what was typed."""
        return self._read_part(self.model, self.value, "")

    # --- Asking ------------------------------------------------------------------------------------------------------

    def _add_part(self, model: type[Part], value: Plain, prefix: str, legend: Words) -> None:
        before = set(self.fields)
        nested = []
        for member in members_of(model, prefix):
            if has_own_page(member.expected):
                continue
            field = scalar_field(member, self.document, self.round_key)
            if field is None:
                nested.append(member)
                continue
            self._add(member.prefix, field, shown(member, value.get(member.name, HOLE)))
            self._add_none(member, value)
        names = [name for name in self.fields if name not in before]
        self.fieldsets.append(Fieldset(legend=legend or _("The rule"), fields=names))
        for member in nested:
            self._add_nested(member, value.get(member.name, HOLE))

    def _add(self, name: str, field: forms.Field, initial: FieldValue) -> None:
        self.fields[name] = field
        self.initial[name] = initial

    def _add_none(self, member: Member, value: Plain) -> None:
        if member.is_nullable and member.says.none:
            self._add(f"{member.prefix}.{NONE}", _box(member.says.none), value.get(member.name, HOLE) is None)

    def _add_nested(self, member: Member, value: Json | Hole) -> None:
        if member.expected.is_list:
            self._add_list(member, _parts_in(value))
            return
        names: list[str] = []
        if member.is_nullable and member.says.none:
            names.append(f"{member.prefix}.{NONE}")
            self._add(names[0], _box(member.says.none), value is None)
        self.fieldsets.append(Fieldset(legend=member.label, fields=names))
        if member.expected.is_promisable:
            self._add_later(member, value)
        else:
            self._add_choice(member.expected, value if isinstance(value, dict) else {}, member.prefix, member.label)

    def _add_later(self, member: Member, value: Json | Hole) -> None:
        plain = _plain_of(member)
        field = scalar_field(plain, self.document, self.round_key)
        if field is not None:
            self._add(f"{member.prefix}.value", field, shown(plain, HOLE if isinstance(value, dict) else value))
        self._add(f"{member.prefix}.{LATER}", _box(_("announced later, before judging")), isinstance(value, dict))

    def _add_choice(self, expected: Shape, value: Plain, prefix: str, legend: Words) -> None:
        choices = expected.choices
        if not choices:
            self._add_part(models_of(expected)[0], value, f"{prefix}.", legend)
            return
        posted = self.data.get(f"{prefix}.kind") if self.is_bound else None
        kind = posted if posted is not None else value.get("kind", "")
        words = [(name, model.kinds.get(name, name)) for name, model in choices.items()]
        self._add(f"{prefix}.kind", forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *words], required=False), kind)
        self._add(f"{prefix}.{DRAWN}", forms.CharField(widget=forms.HiddenInput, required=False), kind)
        self.fieldsets.append(Fieldset(legend=legend, fields=[f"{prefix}.kind"]))
        if self.is_bound and self.data.get(f"{prefix}.{DRAWN}", "") != (kind or ""):
            self.needs_another_look = True
        if kind in choices:
            self._add_part(choices[kind], value if value.get("kind") == kind else {}, f"{prefix}.", legend)

    def _add_list(self, member: Member, values: list[Plain]) -> None:
        for index in range(len(values) + EMPTY_PLACES):
            prefix, value = f"{member.prefix}.{index}", values[index] if index < len(values) else {}
            legend = _("%(label)s, no. %(number)s") % {"label": member.label, "number": index + 1}
            self._add_choice(member.expected.item, value, prefix, legend)
            if value:
                self._add(f"{prefix}.{REMOVE}", _box(_("Remove this one")), False)
                self.fieldsets.append(Fieldset(legend="", fields=[f"{prefix}.{REMOVE}"]))

    # --- Reading -----------------------------------------------------------------------------------------------------

    def _read_part(self, model: type[Part], old: Plain, prefix: str) -> Plain:
        found = {name: member for name, member in old.items() if name in model.model_fields}
        for member in members_of(model, prefix):
            if has_own_page(member.expected):
                continue
            value = self._read_member(member, old.get(member.name, HOLE))
            if value is HOLE:
                found.pop(member.name, None)
            else:
                found[member.name] = value
        return found

    def _read_member(self, member: Member, old: Json | Hole) -> Json | Hole:
        cleaned = self.cleaned_data
        if cleaned.get(f"{member.prefix}.{NONE}"):
            return None
        if member.prefix in self.fields:
            value = typed(member, cleaned.get(member.prefix))
            return None if value is HOLE and member.is_nullable and not member.says.none else value
        if member.expected.is_list:
            return list(self._read_items(member, _parts_in(old)))
        if member.expected.is_promisable:
            is_later = cleaned.get(f"{member.prefix}.{LATER}")
            kept = old if isinstance(old, dict) else {"kind": "announced_later", "by": None}
            return kept if is_later else typed(_plain_of(member), cleaned.get(f"{member.prefix}.value"))
        return self._read_choice(member.expected, old if isinstance(old, dict) else {}, member.prefix) or HOLE

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


def _box(label: Words) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _parts_in(value: Json | Hole) -> list[Plain]:
    """Return the parts that stand in a list without keys; none where there is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _plain_of(member: Member) -> Member:
    """Return the member as if nothing could be announced later."""
    return replace(member, expected=Shape(get_args(member.expected.bare)[0]))
