"""The lifecycles and permissions of all apps as pages of documentation, made from the tables that the code itself obeys."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from rules.permissions import permissions
from rules.predicates import Predicate

from accounts.roles import AUTHORITY_ROLES, SUPPLIER_ROLES
from core.lifecycle import Lifecycle

_MADE = "<!-- Made by `manage.py document_rules`; a test fails when it is out of date. -->\n"


def lifecycles() -> list[Lifecycle]:
    """Return the lifecycle tables of all apps, in the order of the layers, the lowest app first."""
    found = []
    for app in reversed(list(apps.get_app_configs())):
        if app.module is not None and module_has_submodule(app.module, "lifecycle"):
            module = import_module(f"{app.name}.lifecycle")
            found += [value for value in vars(module).values() if isinstance(value, Lifecycle)]
    return found


def lifecycles_page() -> str:
    """Return `docs/lifecycles.md`: a diagram and a table per lifecycle."""
    parts = [_MADE, "# Lifecycles\n", "Decisions are stored, phases such as “open” are derived from the clock.\n"]
    parts.extend("\n".join(_lifecycle_section(lifecycle)) for lifecycle in lifecycles())
    return "\n".join(parts)


def _lifecycle_section(lifecycle: Lifecycle) -> Iterator[str]:
    yield f"## {lifecycle.name.capitalize()}\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for transition in lifecycle.transitions:
        for source in transition.sources:
            yield f"    {source} --> {transition.target}: {transition.name}"
    yield "```\n"
    yield "| act | from | to | permission | only if |"
    yield "| --- | --- | --- | --- | --- |"
    for transition in lifecycle.transitions:
        guards = ", ".join(guard.__name__.replace("_", " ") for guard in transition.guards) or "–"
        sources = ", ".join(transition.sources)
        yield f"| {transition.name} | {sources} | {transition.target} | `{transition.permission}` | {guards} |"
    yield ""


def permissions_page() -> str:
    """Return `docs/permissions.md`: what each role can do, and the predicate behind each permission."""
    parts = [_MADE, "# Roles and permissions\n", "Nobody is let in by being a superuser: predicates alone answer.\n"]
    for heading, roles in (("An authority's people", AUTHORITY_ROLES), ("A supplier's people", SUPPLIER_ROLES)):
        parts.append(f"## {heading}\n")
        parts += [f"- **{description.role.label}**: {description.can}" for description in roles]
        parts.append("")
    parts.append(
        "Jurors and chairs get their rights from the panel they sit on; platform administrators run people and organisations.\n"
    )
    parts += ["## Permissions\n", "| permission | who |", "| --- | --- |"]
    parts += [f"| `{name}` | {_spoken(predicate)} |" for name, predicate in sorted(permissions.items()) if _is_ours(name)]
    return "\n".join(parts) + "\n"


def _is_ours(name: str) -> bool:
    app, _dot, _verb = name.partition(".")
    return apps.is_installed(app)


def _spoken(predicate: Predicate) -> str:
    """Return a predicate's expression in words, e.g. `(is author | is publisher)`."""
    return str(predicate.name).replace("_", " ").replace("|", "\\|")
