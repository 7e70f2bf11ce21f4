"""Template tags of the design system: `component`, `componentblock`, `render`, and what belongs to forms."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.components import Component, ErrorSummary, build
from core.forms.errors import error_links
from core.forms.renderer import dress

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context: Context, called: str, **props: Any) -> SafeString:
    """Draw a component: `{% component "button" text=_("Save") %}`. Components have props `name`, so the tag's own is not."""
    return build(called, props).render(context)


@register.simple_block_tag(takes_context=True)
def componentblock(context: Context, content: str, called: str, **props: Any) -> SafeString:
    """Draw a component around what stands between the tags, which becomes its prop `content`."""
    return build(called, {**props, "content": content}).render(context)


@register.simple_tag(takes_context=True)
def render(context: Context, value: Any) -> SafeString:
    """Draw a cell: a component made in Python is drawn, any other value is escaped unless safe."""
    return value.render(context) if isinstance(value, Component) else conditional_escape("" if value is None else value)


def _refused_forms(context: Context) -> list[BaseForm | BaseFormSet]:
    """Every bound form of the page that was refused, in the order in which the view named them."""
    found: dict[int, BaseForm | BaseFormSet] = {}
    for layer in reversed(context.dicts):
        for value in layer.values():
            if isinstance(value, BaseForm | BaseFormSet) and value.is_bound and not value.is_valid():
                found[id(value)] = value
    return list(found.values())


@register.simple_tag(takes_context=True)
def error_summary(context: Context, *forms: BaseForm | BaseFormSet) -> SafeString:
    """The linked summary above the h1. Without arguments: of every form in the context, and of the act that was refused.

    Nothing when all is well. `refusal` in the context holds the ErrorLinks of an act (see accounts.acting).
    """
    errors = [*(context.get("refusal") or ()), *error_links(forms or _refused_forms(context))]
    return ErrorSummary(errors=errors).render(context) if errors else mark_safe("")


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """Return "Error: " for the page title when a form or an act was refused, so that screen readers say it first."""
    return _("Error:") + " " if context.get("refusal") or _refused_forms(context) else ""


@register.simple_tag
def render_fields(form: BaseForm, *names: str) -> SafeString:
    """Draw only the named fields of a form, in that order: `{% render_fields form "title" "budget" %}`."""
    dress(form)
    return mark_safe("".join(form[name].as_field_group() for name in names))  # noqa: S308 (each is drawn by its template)


@register.simple_tag
def render_form(form: BaseForm) -> SafeString:
    """Draw a form that is not ours (allauth's) with our templates."""
    return dress(form).render()
