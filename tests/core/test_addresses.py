"""Addresses that belong to no app above."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/gallery/", "/pl/gallery/"])
def test_the_gallery_is_there_in_both_languages(client, address):
    assert client.get(address).status_code == 200


def test_browsers_find_an_icon_for_pages_that_name_none(client):
    assert client.get("/favicon.ico").headers["Location"].endswith("portal/mark.svg")
