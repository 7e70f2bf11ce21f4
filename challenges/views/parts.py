"""All rules of a draft, part by part: whatever the models hold can be written here, also what no other page asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import person_of
from challenges.forms.parts import PartForm
from challenges.models import Challenge
from challenges.queries.drafts import NO_TITLES, Found, children, found_part, new_key
from challenges.rules.base import HOLE
from challenges.rules.titles import titles_of
from challenges.services import add_item, move_item, remove_item, set_part
from challenges.views.access import act, demand_role, edit_page, opened_draft, with_challenge
from challenges.views.rules import EDIT

# The rules are the first page; what a joint call shares hangs on it, though it stands beside them in the document.
ROOT, CALL = "rules", "call"


def _url(challenge: Challenge, path: str) -> str:
    if path in (ROOT, ""):
        return reverse("challenges:all_rules", args=[challenge.reference])
    return reverse("challenges:part", args=[challenge.reference, path])


@dataclass(frozen=True)
class Row:
    """A member with a page of its own, as the page above it lists it."""

    label: str
    status: str
    url: str
    path: str
    is_list: bool
    is_begun: bool
    may_be_none: bool
    items: list["Row"]
    kinds: list[tuple[str, Any]]


def _found(document: dict[str, Any], path: str, titles: Mapping[str, str] = NO_TITLES) -> Found:
    try:
        return found_part(document, path, titles)
    except KeyError as nothing:
        raise Http404 from nothing


@require_safe
@with_challenge
def all_rules(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """List everything that the rules hold, each with a page on which it is written."""
    return redirect(reverse("challenges:part", args=[challenge.reference, ROOT]))


@EDIT
@with_challenge
def part(request: HttpRequest, challenge: Challenge, path: str) -> HttpResponse:
    """Write one part: its own members here, lists and larger parts on pages of their own."""
    draft = opened_draft(request, challenge)
    titles = titles_of(draft.document)
    found = _found(draft.document, path, titles)
    if found.is_list or found.model is None:
        raise Http404
    form = PartForm(
        request.POST or None,
        document=draft.document,
        path=path,
        model=found.model,
        value=found.value,
        round_key=found.round_key,
        titles=titles,
    )
    above = path.rpartition("/")[0]
    context: dict[str, Any] = {
        "title": found.title,
        "path": path,
        "says": found.label if found.label != found.title else "",
        "rows": [_row(challenge, draft.document, child, titles) for child in _below(draft.document, path, titles)],
        "up": {"direction": "up"},
        "down": {"direction": "down"},
        "back_url": _url(challenge, found.above)
        if above or path == CALL
        else reverse("challenges:challenge", args=[challenge.reference]),
    }
    if request.method == "POST" and form.needs_another_look:
        demand_role(request, "edit", challenge)
        page = {"challenge": challenge, "form": form, "refusal": [], "is_closed": False, "revision": draft.revision}
        return render(request, "challenges/part.html", {**page, **context})
    leads_to, template = _url(challenge, path), "challenges/part.html"
    return edit_page(request, challenge, form, draft, leads_to=leads_to, template=template, context=context, part=path)


def _below(document: dict[str, Any], path: str, titles: Mapping[str, str]) -> Iterator[Found]:
    yield from children(document, path, titles)
    if path == ROOT:
        call = found_part(document, CALL, titles)
        # A draft that is silent of it stands alone.
        yield replace(call, value=None) if call.value is HOLE else call


def _row(challenge: Challenge, document: dict[str, Any], child: Found, titles: Mapping[str, str]) -> Row:
    found = children(document, child.path, titles) if child.is_list else ()
    items = [_row(challenge, document, item, titles) for item in found]
    return Row(
        label=capfirst(child.label),
        status=str(child.status),
        url=_url(challenge, child.path),
        path=child.path,
        is_list=child.is_list,
        is_begun=isinstance(child.value, dict),
        may_be_none=child.value not in (None, []) and (child.is_list or child.is_nullable),
        items=items,
        kinds=[(kind, capfirst(words)) for kind, words in child.kinds.items()],
    )


@require_POST
@with_challenge
def add_part(request: HttpRequest, challenge: Challenge, path: str) -> HttpResponse:
    """Add an empty item of the chosen kind to a list, or begin a part that is not there, and go to its page."""
    document = challenge.written
    found = _found(document, path)
    kind = request.POST.get("kind", "")
    if found.kinds and kind not in found.kinds:
        raise Http404
    value: dict[str, Any] = {"kind": kind} if found.kinds else {}
    if not found.is_list:
        call = lambda: set_part(challenge, by=person_of(request), path=path, value=value)  # noqa: E731 (the service)
        return act(request, challenge, "edit", call, leads_to=_url(challenge, path))
    value["key"] = new_key(document, path, kind)
    call = lambda: add_item(challenge, by=person_of(request), path=path, item=value)  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=_url(challenge, f"{path}/{value['key']}"))


@require_POST
@with_challenge
def move_part(request: HttpRequest, challenge: Challenge, path: str) -> HttpResponse:
    """Move an item of a list one place up or down."""
    found = _found(challenge.written, path)
    up = request.POST.get("direction") == "up"
    call = lambda: move_item(challenge, by=person_of(request), path=path, up=up)  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=_url(challenge, found.above))


@require_POST
@with_challenge
def remove_part(request: HttpRequest, challenge: Challenge, path: str) -> HttpResponse:
    """Take an item out of its list, or say of a part that there is none."""
    found = _found(challenge.written, path)
    if found.is_item:
        call = lambda: remove_item(challenge, by=person_of(request), path=path)  # noqa: E731
    else:
        nothing: Any = [] if found.is_list else None if found.is_nullable else HOLE
        call = lambda: set_part(challenge, by=person_of(request), path=path, value=nothing)  # noqa: E731
    return act(request, challenge, "edit", call, leads_to=_url(challenge, found.above))
