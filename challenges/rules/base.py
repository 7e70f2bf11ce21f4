"""What every part of the rules is made of: exact texts for numbers and moments, members with words, and holes.

A model here is an immutable value. No member has a default, not even null: meaning must not live outside the document. `null`
says "there is none, deliberately"; an absent member is a hole, which only drafts and imports may have.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    StrictBool,
    StrictInt,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from core import wording

Words = wording.Words

# A decimal has one spelling: no sign but minus, no leading or trailing zero, no exponent, ASCII digits, at most 18 before and 12
# after the point. Numbers of JSON are refused: their spelling is lost on the way.
DECIMAL = r"(0|-?[1-9][0-9]{0,17}|-?(0|[1-9][0-9]{0,17})\.[0-9]{0,11}[1-9])"
KEY = r"[a-z0-9][a-z0-9_-]{0,39}"
LONGEST_TEXT = 5000
# Control characters other than line feed and tab, and what no XML can hold; with halves of surrogate pairs, what nobody types.
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff"
UNTYPABLE = re.compile(rf"[{_CONTROL}\ud800-\udfff]")
# Signs that are not seen: a text of these and white space alone is empty.
_UNSEEN = r"\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
_SEEN = re.compile(rf"[^\s{_UNSEEN}]")
LARGEST_INTEGER = 2**53


class Hole(Enum):
    """What stands where a draft or a source says nothing. No JSON can bring it in."""

    HOLE = "hole"

    def __bool__(self) -> Literal[False]:
        """Return False: nothing was said."""
        return False


HOLE = Hole.HOLE


def silent(*values: object) -> bool:
    """Return whether one of the values is a hole."""
    return any(value is HOLE for value in values)


@dataclass(frozen=True)
class Says:
    """The words of a member: its label for people, words for the values it may have, and what machines should know.

    `values` words each text of a Literal; `none` says what null, or a list of nothing, means; `unit` is what a number counts;
    `is_dropped_by_copy` marks what a copy of the competition must not take along (dates, overrides, seeds, stated totals).
    """

    label: Words
    values: Mapping[str, Words] = field(default_factory=dict)
    none: Words = ""
    unit: str = ""
    is_dropped_by_copy: bool = False

    def __call__(self, schema: dict[str, Any]) -> None:
        """Write label, words, unit and what a copy drops into the JSON Schema of the member, in the active language."""
        if self.label:
            schema["title"] = str(self.label)
        if self.values:
            schema["x-values"] = {value: str(words) for value, words in self.values.items()}
        if self.unit:
            schema["x-unit"] = self.unit
        if self.is_dropped_by_copy:
            schema["x-copy"] = "dropped"


def member(label: Words, description: str, *, pattern: str | None = None, **further: Any) -> Any:
    """Declare a member: its label for people, and its meaning with unit and source for the schema (`Says` tells the rest)."""
    return Field(description=description, pattern=pattern, json_schema_extra=Says(label, **further))


def says(of: FieldInfo) -> Says:
    """Return the words of a member."""
    extra = of.json_schema_extra
    if not isinstance(extra, Says):
        raise TypeError(f"A member without words: {of!r}")
    return extra


def _full(pattern: str, moment: str = "") -> AfterValidator:
    """Return a validator that takes a text as a whole; `moment` is a format of strptime, since 31 February is no day."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError("malformed")
        if moment:
            found = datetime.strptime(value, moment)  # noqa: DTZ007 - only whether there is such a day is asked
            # No calendar goes on from the first year and the last, so that no zone, month or span could be told there.
            if not MINYEAR < found.year < MAXYEAR:
                raise ValueError("no such year")
        return value

    return AfterValidator(check)


def _clean(value: str) -> str:
    """Refuse what no person types and what databases and fonts choke on."""
    if UNTYPABLE.search(value):
        raise ValueError("control character")
    if not _SEEN.search(value):
        raise ValueError("empty")
    return value


class _Published:
    """Adds to the JSON Schema of a type what pydantic does not say."""

    def __init__(self, **further: str) -> None:
        self.further = further

    def __get_pydantic_json_schema__(self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), **self.further}


# What `_clean` asks, but for halves of surrogate pairs, which a pattern cannot name everywhere: what is not seen, then something
# that is, then anything; control characters nowhere.
PRINTABLE = rf"^(?:[^\S{_CONTROL}]|[{_UNSEEN}])*[^\s{_UNSEEN}{_CONTROL}][^{_CONTROL}]*$"
String = Annotated[
    str, Field(strict=True, min_length=1, max_length=LONGEST_TEXT), AfterValidator(_clean), _Published(pattern=PRINTABLE)
]
Dec = Annotated[str, Field(strict=True, min_length=1, max_length=40, pattern=f"^{DECIMAL}$"), _full(DECIMAL)]
Key = Annotated[str, Field(strict=True, pattern=f"^{KEY}$"), _full(KEY)]
Language = Annotated[str, Field(strict=True, pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$"), _full(r"[a-z]{2,3}(-[A-Z]{2})?")]
Currency = Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$"), _full("[A-Z]{3}")]
Instant = Annotated[
    str,
    Field(strict=True, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"),
    _full(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "%Y-%m-%dT%H:%M:%SZ"),
    _Published(format="date-time"),
]
Day = Annotated[
    str,
    Field(strict=True, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    _full(r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
    _Published(format="date"),
]
Month = Annotated[str, Field(strict=True, pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$"), _full(r"\d{4}-\d\d", "%Y-%m")]
Number = Annotated[StrictInt, Field(ge=0, lt=LARGEST_INTEGER)]
YesNo = StrictBool


def decimal_text(number: Decimal | int) -> str:
    """Return a number as the canonical text of a decimal, without trailing zeros and exponent."""
    return format(Decimal(number).normalize() + 0, "f")


class FrozenTexts(dict[str, str]):
    """A text by language that nobody can change: `frozen=True` of pydantic stops at the member, not inside it."""

    def _refuse(self, *_arguments: Any, **_named: Any) -> Any:
        raise TypeError("The words of a rule do not change.")

    __setitem__ = __delitem__ = update = pop = popitem = clear = setdefault = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


# A short text by language code.
Text = Annotated[dict[Language, String], Field(min_length=1), AfterValidator(FrozenTexts)]

# Asks a reading to leave holes open instead of refusing the document.
WITH_HOLES = MappingProxyType({"holes": True})


class Part(BaseModel):
    """One object of the rules document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Words for each value of `kind`, where a class has one.
    kinds: ClassVar[Mapping[str, Words]] = MappingProxyType({})

    @model_validator(mode="wrap")
    @classmethod
    def _open(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if info.context and info.context.get("holes") and isinstance(data, dict):
            data = {**{name: HOLE for name in cls.model_fields if name not in data and name != "kind"}, **data}
        return handler(data)

    @field_validator("*", mode="wrap")
    @classmethod
    def _pass(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        return value if value is HOLE else handler(value)

    def each_member(self) -> Iterator[tuple[str, Any]]:
        """Yield each member's name and value, in the order of the class."""
        # pydantic fills it in that order, and a frozen part has nothing else there.
        yield from vars(self).items()

    def model_copy(self, **_further: Any) -> Self:
        """Refuse: a copy with changes would skip every check. Read a changed document instead."""
        raise TypeError("Read a changed document instead of copying a rule.")


class Keyed(Part):
    """A part that others may name: its key never changes its meaning, and a key that is gone never returns."""

    key: Key = member("", "stable name, unique among its siblings; never shown to people, never used again once removed")


class Scoped(Keyed):
    """A part that may hold in some lots only."""

    lots: tuple[Key, ...] = member("", "keys of the lots in which it holds; empty: in every lot")


def kinds_of(model: type[Part]) -> tuple[str, ...]:
    """Return the values that `kind` may have in `model`."""
    return get_args(model.model_fields["kind"].annotation)


class _ByKind:
    """Marks a union of parts: `kind` says which of them an object is."""

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        choices: dict[Any, core_schema.CoreSchema] = {
            kind: handler.generate_schema(model) for model in get_args(source) for kind in kinds_of(model)
        }
        return core_schema.tagged_union_schema(choices, discriminator=self._kind)

    @staticmethod
    def _kind(value: Any) -> str | None:
        kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
        return kind if isinstance(kind, str) else None


class _OrLater:
    """Marks a union of a plain value and the promise to announce it."""

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        plain, later = get_args(source)
        choices: dict[Any, core_schema.CoreSchema] = {
            "value": handler.generate_schema(plain),
            "announced_later": handler.generate_schema(later),
        }
        return core_schema.tagged_union_schema(choices, discriminator=self._which)

    def is_meant(self, schema: core_schema.TaggedUnionSchema) -> bool:
        """Return whether a schema of pydantic was made here."""
        return schema["discriminator"] == self._which

    @staticmethod
    def _which(value: Any) -> str:
        return "announced_later" if isinstance(value, dict | Part) else "value"


by_kind = _ByKind()
or_later = _OrLater()
