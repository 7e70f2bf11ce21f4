"""The official schemas of OCDS 1.1.5 and of its profile for the European Union, for tests alone: no copy is kept in the project.

They are read from `$PORTAL_SHARED_DIR/data/ocds`, by default `../shared` beside the checkout.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

FOLDER = Path(os.environ.get("PORTAL_SHARED_DIR", str(Path(settings.BASE_DIR).parent / "shared"))) / "data" / "ocds"
needs_schemas = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the official OCDS schemas are not here; set PORTAL_SHARED_DIR to the folder that holds data/ocds"
)


@cache
def _schema(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> Draft4Validator:
    """Return a validator that finds the release schema under its own address without asking the network."""
    release = _schema("release-schema")
    registry = Registry().with_resource(release["id"], Resource.from_contents(release, default_specification=DRAFT4))
    return Draft4Validator(_schema(name), registry=registry, format_checker=FormatChecker())


def mistakes(package: dict[str, Any]) -> list[str]:
    """Return what the package schema and, for each release, the European profile say against it."""
    found = [_told(error) for error in _validator("release-package-schema").iter_errors(package)]
    for release in package["releases"]:
        found += [f"{release['id']}: {_told(error)}" for error in _validator("eu-profile-release-schema").iter_errors(release)]
    return found


def _told(error: Any) -> str:
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
