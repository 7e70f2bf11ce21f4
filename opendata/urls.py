"""Addresses of the data. They exist once, without a language; `/api/v1/` describes itself at `/api/v1/openapi.json`."""

from django.urls import path

from challenges.rules import schema
from opendata import feeds, views
from opendata.api import api, description

app_name = "opendata"

urlpatterns = [
    path("api/v1/challenges.csv", views.challenges_csv, name="challenges_csv"),
    path("api/v1/winners.csv", views.winners_csv, name="winners_csv"),
    path("api/v1/openapi.json", description, name="openapi"),
    path("api/v1/", api.urls),
    path("ocds/releases.json", views.releases, name="releases"),
    path("ocds/releases/<str:ocid>.json", views.releases_of_one, name="releases_of_one"),
    path("feeds/challenges.atom", feeds.challenges_atom, name="challenges_atom"),
    path(schema.ADDRESS.removeprefix("/"), views.rules_schema, name="rules_schema"),
    path("calendar/challenges.ics", feeds.challenges_ics, name="challenges_ics"),
]
