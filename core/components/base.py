"""What makes a component strict: a frozen dataclass, a template of the same name, and no attribute that it did not announce."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, ClassVar, Literal, TypeVar, get_args, get_origin, get_type_hints

from django.http import HttpRequest
from django.template import Context, Engine
from django.utils.safestring import SafeString

COMPONENTS: dict[str, type["Component"]] = {}

T = TypeVar("T")


class ComponentError(TypeError):
    """A component was given a prop it does not have, lacks one it needs, or got a value outside the allowed ones."""


class Component:
    """Base of all components. A subclass is a dataclass; its name in snake case names both the tag and the template."""

    slug: ClassVar[str]

    def __init_subclass__(cls, *, register: bool = True) -> None:
        cls.slug = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        if register:
            COMPONENTS[cls.slug] = cls

    def __post_init__(self) -> None:
        for prop, allowed in _allowed_values(self.slug).items():
            if (value := getattr(self, prop)) not in allowed:
                choices = ", ".join(map(repr, allowed))
                raise ComponentError(f'Component "{self.slug}": prop "{prop}" is {value!r}; it must be one of {choices}.')

    @property
    def template_name(self) -> str:
        """Path of the template that draws this component."""
        return f"components/{self.slug}.html"

    def extra_context(self, request: HttpRequest | None) -> dict[str, Any]:
        """Values the template needs from the request besides the props."""
        return {}

    def render(self, context: Context) -> SafeString:
        """Draw the component with `this` bound to it. The context lends only the request and the CSRF token."""
        request = context.get("request")
        inner = {"this": self, "request": request, "csrf_token": context.get("csrf_token"), **self.extra_context(request)}
        return Engine.get_default().get_template(self.template_name).render(context.new(inner))


@cache
def _allowed_values(slug: str) -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(COMPONENTS[slug]) if slug in COMPONENTS else {}
    return {prop: get_args(hint) for prop, hint in hints.items() if get_origin(hint) is Literal}


def build(name: str, props: Mapping[str, Any]) -> Component:
    """Make the component called `name` from props.

    Raises:
        ComponentError: no such component, an unknown prop, or a missing one; the message names both.
    """
    if name not in COMPONENTS:
        raise ComponentError(f'There is no component "{name}". There are: {", ".join(sorted(COMPONENTS))}.')
    return construct(COMPONENTS[name], props, label=f'Component "{name}"')


def construct(cls: type[T], props: Mapping[str, Any], *, label: str) -> T:
    """Make a dataclass from a mapping, with an error that a template author understands."""
    known = {field.name: field for field in fields(cls) if field.init}  # type: ignore[arg-type]
    for prop in props:
        if prop not in known:
            raise ComponentError(f'{label} has no prop "{prop}". It takes: {", ".join(known)}.')
    for prop, field in known.items():
        if prop not in props and field.default is MISSING and field.default_factory is MISSING:
            raise ComponentError(f'{label} needs the prop "{prop}".')
    return cls(**props)


def parts(items: Iterable[T | Mapping[str, Any]], cls: type[T], *, of: str) -> tuple[T, ...]:
    """The rows, items or links of a component: instances pass, mappings become instances under the same strictness."""
    return tuple(
        construct(cls, item, label=f'Component "{of}": {cls.__name__}') if isinstance(item, Mapping) else item for item in items
    )


class Composed(Component, register=False):
    """A component with a sequence of parts: `part_types` says what each sequence prop is made of."""

    part_types: ClassVar[dict[str, type]] = {}

    def __post_init__(self) -> None:
        super().__post_init__()
        for prop, cls in self.part_types.items():
            # Frozen dataclasses are set up this way by the standard library itself.
            object.__setattr__(self, prop, parts(getattr(self, prop), cls, of=self.slug))
