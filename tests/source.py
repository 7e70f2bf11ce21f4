"""The portal's own Python, for tests that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(settings.BASE_DIR)
# From top to bottom; two in one row do not know each other.
LAYERS = (
    ("govtech_portal",),
    ("pages", "opendata"),
    ("awards",),
    ("evaluation",),
    ("submissions",),
    ("challenges",),
    ("accounts",),
    ("ledger",),
    ("core",),
)
APPS = tuple(app for row in LAYERS for app in row)


@dataclass(frozen=True)
class Module:
    """One Python file of the portal."""

    path: Path

    @property
    def name(self) -> str:
        """Return the path from the root of the checkout."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def app(self) -> str:
        """Return the app that the file belongs to."""
        return self.path.relative_to(ROOT).parts[0]

    @cached_property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.text, filename=self.name)

    def imports(self) -> Iterator[str]:
        """Yield the full names of what the file imports."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@lru_cache
def modules() -> tuple[Module, ...]:
    """Return all files of the apps but their migrations, which are history."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return tuple(Module(path) for path in paths if "migrations" not in path.parts)


def own_models() -> list[type[models.Model]]:
    """Return every model of the portal's apps."""
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def row_of(app: str) -> int:
    """Return how far down an app stands."""
    return next(number for number, row in enumerate(LAYERS) if app in row)
