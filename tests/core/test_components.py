"""Components are strict, complete and safe; words say what they should in both languages."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core import wording
from core.components import COMPONENTS, Button, ComponentError, Pagination, build
from core.examples import examples
from core.gallery import gallery
from core.navigation import NavigationItem, NavigationRegistry

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NOON = datetime(2026, 12, 12, 11, 0, tzinfo=UTC)


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.component}: {example.state}")
def test_every_example_is_drawn(example):
    assert example.build().render(Context({"csrf_token": "token"})).strip()


def test_every_component_has_an_example():
    assert {example.component for example in examples()} == set(COMPONENTS)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_gallery_obeys_the_content_security_policy(language):
    request = RequestFactory().get("/gallery/")
    request.user = AnonymousUser()
    with translation.override(language):
        page = gallery(request).content.decode()
    assert f'lang="{language}"' in page
    assert not re.search(r'\s(style|on\w+)="', page)
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "GOV.UK" not in page


def test_the_gallery_repeats_no_id_within_a_component():
    for example in examples():
        ids = re.findall(r'\sid="([^"]+)"', example.build().render(Context()))
        assert len(ids) == len(set(ids)), example


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% component "button" text="Save" colour="red" %}', '"button" has no prop "colour"'),
        ('{% component "button" %}', '"button" needs the prop "text"'),
        ('{% component "button" text="Save" variant="huge" %}', "prop \"variant\" is 'huge'"),
        ('{% component "knob" %}', 'no component "knob"'),
        ('{% component "task_list" items=tasks %}', 'Task has no prop "name"'),
        ('{% component "table" caption="Entries" head=head rows=rows %}', "2 columns, but a row has 1 cells"),
    ],
)
def test_a_wrong_prop_is_an_error_that_names_component_and_prop(source, complaint):
    with pytest.raises(ComponentError, match=re.escape(complaint)):
        draw(source, tasks=[{"name": "Dates"}], head=["Entry", "Points"], rows=[["7F3K-Q2"]])


def test_a_component_cannot_be_changed():
    with pytest.raises(AttributeError):
        Button(text="Save").text = "Delete"


def test_what_people_typed_is_escaped():
    assert "<script>" not in draw('{% component "tag" text=text %}', text="<script>alert(1)</script>")


def test_a_disabled_button_says_why():
    drawn = draw('{% component "button" text="Publish" disabled_reason="Weights add up to 95." %}')
    reason = re.search(r'aria-describedby="([^"]+)"', drawn)
    assert reason
    assert f'id="{reason[1]}">Weights add up to 95.<' in drawn
    assert " disabled" in drawn


def test_a_post_button_carries_the_token_and_its_fields():
    drawn = draw(
        '{% component "post_button" text="Open" action="/open/" fields=fields %}', csrf_token="abc", fields={"round": "1"}
    )
    assert 'name="csrfmiddlewaretoken" value="abc"' in drawn
    assert '<input type="hidden" name="round" value="1">' in drawn


def test_a_block_becomes_the_content():
    drawn = draw('{% componentblock "details" summary="More" %}<p>{{ word }}</p>{% endcomponentblock %}', word="a < b")
    assert "<p>a &lt; b</p>" in drawn


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/challenges/", {"q": "trams", "page": "2"})
    drawn = Pagination(page=Paginator(range(50), 10).page(2)).render(Context({"request": request}))
    assert 'href="?q=trams&amp;page=3" rel="next"' in drawn
    assert 'href="?q=trams&amp;page=1" rel="prev"' in drawn


def test_one_page_needs_no_pagination():
    assert Pagination(page=Paginator(range(5), 10).page(1)).render(Context()).strip() == ""


@pytest.mark.parametrize(
    ("left", "state"), [(timedelta(days=9), "far"), (timedelta(hours=9), "near"), (-timedelta(hours=1), "over")]
)
def test_a_deadline_shows_how_near_it_is(left, state):
    drawn = build("deadline", {"moment": NOW + left, "now": NOW}).render(Context())
    marks = {mark for mark in ("near", "over") if f"portal-deadline--{mark}" in drawn}
    assert marks == {state} - {"far"}


def test_navigation_is_asked_per_request_and_ordered():
    registry = NavigationRegistry()
    registry.register(lambda request: [NavigationItem(text="Later", url="/b/", order=20)])
    registry.register(lambda request: [NavigationItem(text=request.path, url="/a/", order=10)])
    items = registry.items(RequestFactory().get("/here/"))
    assert [item.text for item in items] == ["/here/", "Later"]


def test_localised_falls_back_to_the_first_text_and_says_so():
    title = {"en": "", "pl": "Ciszej"}
    with translation.override("en"):
        assert wording.localised(title) == "Ciszej"
        assert wording.in_other_language(title) == "pl"
    with translation.override("pl"):
        assert wording.in_other_language(title) == ""
    assert wording.localised(None) == ""


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("en", 50000, "PLN 50,000"),
        ("pl", 50000, "50 000 PLN"),
        ("en", Decimal("1234.50"), "PLN 1,234.50"),
        ("pl", Decimal("1234.50"), "1 234,50 PLN"),
        ("en", None, ""),
    ],
)
def test_money_is_written_as_the_language_writes_it(language, amount, text):
    with translation.override(language):
        assert wording.money(amount) == text.replace(" ", wording.NO_BREAK)


def test_a_moment_names_zone_and_offset_and_calls_midday_noon():
    with translation.override("en"):
        said = wording.moment_words(NOON).replace(wording.NO_BREAK, " ")
    assert said == "12 December 2026, 12:00 noon (Europe/Warsaw, UTC+1)"
    assert wording.zone(datetime(2026, 7, 1, tzinfo=UTC)) == "Europe/Warsaw, UTC+2"


def test_polish_days_are_in_the_genitive():
    with translation.override("pl"):
        assert wording.day(date(2026, 12, 12)).replace(wording.NO_BREAK, " ") == "12 grudnia 2026"


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(days=3, hours=5), "in 3 days"),
        (timedelta(hours=47), "in 47 hours"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(seconds=20), "now"),
        (-timedelta(minutes=90), "90 minutes ago"),
    ],
)
def test_time_left_is_rounded_down(ahead, said):
    with translation.override("en"):
        assert wording.relative_to(NOW + ahead, NOW) == said


def test_percent_shows_the_decimals_there_are():
    with translation.override("pl"):
        assert wording.percent(Decimal("12.50")) == "12,5%"
        assert wording.percent(30) == "30%"
