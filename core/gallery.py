"""The gallery: every component and every form field in every state, for people who build pages and for the checks."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.examples import examples
from core.examples.forms import empty, filled_wrongly


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components and forms. Public: it holds sample data only."""
    groups = [(name, list(items)) for name, items in groupby(examples(), key=lambda example: example.component)]
    drawn = [(name, [(example.state, example.build()) for example in items]) for name, items in groups]
    return render(request, "gallery.html", {"groups": drawn, "empty_form": empty(), "refused_form": filled_wrongly()})
