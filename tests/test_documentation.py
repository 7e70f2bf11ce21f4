"""Documentation that follows from the code is what the code says."""

import re

import pytest
from django.conf import settings

from govtech_portal import rulebook


@pytest.mark.parametrize(("name", "page"), [("lifecycles", rulebook.lifecycles_page), ("permissions", rulebook.permissions_page)])
def test_generated_pages_are_up_to_date(name, page):
    written = (settings.BASE_DIR / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert written == page(), "run manage.py document_rules"


def test_every_lifecycle_is_documented():
    assert [lifecycle.name for lifecycle in rulebook.lifecycles()] == [
        "challenge",
        "amendment",
        "entry",
        "panel",
        "scorecard",
        "report",
        "round decision",
        "award",
        "overturning",
        "kept rehearsal",
    ]


def test_every_decision_has_a_number_and_a_status():
    records = sorted((settings.BASE_DIR / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. ")


def test_no_page_leads_nowhere():
    root = settings.BASE_DIR
    pages = [*root.glob("*.md"), *root.glob("docs/**/*.md")]
    assert root / "README.md" in pages
    dead = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not page.parent.joinpath(target).exists()
    ]
    assert dead == []
