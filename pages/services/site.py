"""The site as Wagtail needs it: languages, a home page in each, the site record, and the information pages."""

from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.html import escape, urlize
from wagtail.models import Locale, Page, Site

from pages.models import HomePage, InformationPage

_TEXTS = Path(__file__).resolve().parent.parent / "texts"
# Information pages by the name of their text, and their slug in each language.
INFORMATION = {
    "about": {"en": "about", "pl": "o-portalu"},
    "help": {"en": "help", "pl": "pomoc"},
    "privacy": {"en": "privacy", "pl": "prywatnosc"},
    "accessibility": {"en": "accessibility", "pl": "dostepnosc"},
}
# Wagtail's own groups hold rights on the root of the tree, and so over the drafts of every authority.
_WAGTAIL_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def ensure_site() -> dict[str, HomePage]:
    """Make what is missing of the site and return the home page of each language; what is there stays as it is."""
    homes: dict[str, HomePage] = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    missing = [code for code, _name in settings.LANGUAGES if code not in homes]
    for code in missing:
        homes[code] = _make_home(code, homes)
    if missing:
        _make_site_record(homes[settings.LANGUAGE_CODE])
        Group.objects.filter(name__in=_WAGTAIL_GROUPS).delete()
    for code, home in homes.items():
        _make_information_pages(home, code)
    return homes


def _make_home(language: str, others: dict[str, HomePage]) -> HomePage:
    """Make the home page of one language: a translation of the others."""
    text = _text("home", language)
    locale, _created = Locale.objects.get_or_create(language_code=language)
    home = HomePage(title=text["title"], lead=text["summary"], slug=language, locale=locale)
    if others:
        home.translation_key = next(iter(others.values())).translation_key
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def _make_site_record(home: HomePage) -> None:
    """Let the site begin at `home`, and remove the page that Wagtail's first migration made."""
    address = urlsplit(settings.PORTAL_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.PORTAL_NAME,
            "root_page": home,
        },
    )
    for welcome in Page.objects.filter(depth=2, slug="home").exclude(pk__in=HomePage.objects.values("pk")):
        welcome.delete()


def _make_information_pages(home: HomePage, language: str) -> None:
    home.refresh_from_db()
    there = set(InformationPage.objects.child_of(home).values_list("slug", flat=True))
    for name, slugs in INFORMATION.items():
        if slugs[language] in there:
            continue
        page = InformationPage(slug=slugs[language], locale=home.locale, **_text(name, language))
        original = InformationPage.objects.filter(slug__in=slugs.values()).first()
        if original is not None:
            page.translation_key = original.translation_key
        home.add_child(instance=page)
        page.save_revision().publish()


def _text(name: str, language: str) -> dict[str, Any]:
    """Return title, summary and body of a text: its first lines, then blocks parted by empty lines."""
    source = (_TEXTS / f"{name}.{language}.txt").read_text(encoding="utf-8")
    facts = {"portal": settings.PORTAL_NAME, "address": settings.PORTAL_BASE_URL, "contact": settings.PORTAL_CONTACT_EMAIL}
    title, summary, *blocks = Template(source).substitute(facts).strip().split("\n\n")
    return {"title": title, "summary": summary.replace("\n", " "), "body": [_block(block) for block in blocks]}


def _block(text: str) -> tuple[str, str]:
    """Return a heading (`## `), a list (`- `) or a paragraph as a block of the body."""
    if text.startswith("## "):
        return ("heading", text.removeprefix("## "))
    if text.startswith("- "):
        points = "".join(f"<li>{_words(line.removeprefix('- '))}</li>" for line in text.splitlines())
        return ("paragraph", f"<ul>{points}</ul>")
    return ("paragraph", f"<p>{_words(text)}</p>")


def _words(text: str) -> str:
    return str(urlize(escape(text.replace("\n", " ")), nofollow=False))
