"""What every page knows of itself."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from core.context_processors import portal


@pytest.mark.parametrize(("language", "home"), [("en", "/"), ("pl", "/pl/")])
def test_the_way_home_keeps_the_language(language, home):
    with translation.override(language):
        assert portal(RequestFactory().get("/"))["home_url"] == home
