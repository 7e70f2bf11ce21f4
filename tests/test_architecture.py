"""The house rules that a linter cannot know. Layers of imports are in pyproject.toml, under import-linter."""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import rules.permissions
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models
from django.utils import timezone

from tests.source import APPS, ROOT, Module, modules, own_models, row_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
JUNK_DRAWERS = {"utils", "helpers", "managers", "common", "misc", "signals"}
# Asking the time anywhere else would escape the one clock.
OTHER_CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
# How many plain arguments say `Any`: what comes from outside (JSON, forms, frameworks without types) and what is below the models
# it is given. The number may only go down: every further one is an argument that the type checker knows nothing of.
MOST_ARGUMENTS_OF_ANY_TYPE = 57
# `object` says as little as `Any`, so it is no way around the number; these two hand on whatever a permission is asked about.
TAKES_ANY_OBJECT = {"core/permissions.py may(obj)", "core/permissions.py demand(obj)"}
# Moments that nobody of ours need stand behind, with the reason.
UNATTENDED = {
    "challenges.ChallengeVersion.published": "an imported challenge was published elsewhere",
    "challenges.Challenge.created": "a challenge imported from an archive was made by nobody of ours",
    "challenges.DraftRevision.saved": "so was the draft of a challenge imported from a file",
    "challenges.ChallengeVersion.submitted": "so was its version",
    "submissions.Proposal.created": "so was a proposal in it",
}


def label(model: type[models.Model]) -> str:
    return model._meta.label


def stored_marks() -> set[str]:
    """Return the names that only services may assign: states, and moments of decisions."""
    fields = chain.from_iterable(model._meta.local_concrete_fields for model in own_models())
    return {"state"} | {field.name for field in fields if isinstance(field, models.DateTimeField) and field.name.endswith("_at")}


# --- Sizes and names -------------------------------------------------------------------------------------------------


def test_no_file_is_too_long() -> None:
    """Tests and benchmarks are held to it like the portal itself."""
    files = [
        *(module.path for module in modules()),
        *(path for room in ("tests", "benchmarks") for path in (ROOT / room).rglob("*.py")),
    ]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in files}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{module.name}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in modules()
        for function in functions(module)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def arguments_annotated(name: str) -> list[str]:
    """Return the plain arguments (not `*args`, not `**kwargs`) whose annotation is `name`, with or without None."""
    return [
        f"{module.name} {function.name}({argument.arg})"
        for module in modules()
        for function in functions(module)
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if argument.annotation and ast.unparse(argument.annotation) in {name, f"{name} | None"}
    ]


def test_few_arguments_are_of_any_type() -> None:
    found = arguments_annotated("Any")

    assert len(found) <= MOST_ARGUMENTS_OF_ANY_TYPE, found


def test_no_argument_is_just_an_object() -> None:
    assert set(arguments_annotated("object")) == TAKES_ANY_OBJECT


def test_no_file_is_a_junk_drawer() -> None:
    assert [module.name for module in modules() if JUNK_DRAWERS & {module.path.stem, module.path.parent.name}] == []


# --- What stands where -----------------------------------------------------------------------------------------------


def test_nothing_hides_in_signals() -> None:
    found = [(module.name, name) for module in modules() for name in module.imports() if "signals" in name.split(".")]

    assert [(name, imported) for name, imported in found if name != "pages/wagtail_hooks.py"] == []


def test_only_the_public_pages_know_wagtail() -> None:
    found = {module.app for module in modules() for name in module.imports() if name.split(".")[0] == "wagtail"}

    assert found <= {"pages", "govtech_portal"}


def calls_of_other_clocks(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in OTHER_CLOCKS:
            yield f"{module.name}:{node.lineno} {ast.unparse(node)}"


def test_one_clock_tells_the_time() -> None:
    found = (calls_of_other_clocks(module) for module in modules() if module.name != "core/clock.py")

    assert list(chain.from_iterable(found)) == []


def assigned_names(node: ast.AST) -> Iterator[str]:
    """Yield the attributes that a statement assigns, by `=`, by `setattr` or by a queryset's `update`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    yield from (target.attr for target in targets if isinstance(target, ast.Attribute))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        yield from (keyword.arg for keyword in node.keywords if keyword.arg)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
        yield from (argument.value for argument in node.args[1:2] if isinstance(argument, ast.Constant))


def test_only_services_assign_states_and_marks() -> None:
    marks = stored_marks()
    # The outbox is core's own: its sender is the service.
    outside = [module for module in modules() if "services" not in module.name and module.name != "core/sending.py"]
    found = [
        f"{module.name}:{getattr(node, 'lineno', 0)} {name}"
        for module in outside
        for node in ast.walk(module.tree)
        for name in assigned_names(node)
        if name in marks
    ]

    assert found == []


# --- Models ----------------------------------------------------------------------------------------------------------


def relations() -> Iterator[tuple[models.Field[Any, Any], type[models.Model]]]:
    """Yield every field of ours that points at a model, and that model."""
    for model in own_models():
        for field in chain(model._meta.local_fields, model._meta.local_many_to_many):
            if field.remote_field and isinstance(field.related_model, type):
                yield field, field.related_model


def test_relations_point_down() -> None:
    upward = [
        f"{field} -> {label(target)}"
        for field, target in relations()
        if target._meta.app_label in APPS
        and field.model._meta.app_label != target._meta.app_label
        and row_of(field.model._meta.app_label) >= row_of(target._meta.app_label)
    ]

    assert upward == []


def test_only_the_public_pages_relate_to_wagtail() -> None:
    related = {field.model._meta.app_label for field, target in relations() if target.__module__.startswith("wagtail")}

    assert related <= {"pages"}


def pairs() -> list[tuple[type[models.Model], str]]:
    """Return each model with a moment and a person of the same stem, `<stem>_at` and `<stem>_by`, that can be empty."""
    found = []
    for model in own_models():
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        stems = [name.removesuffix("_at") for name in fields if name.endswith("_at")]
        for stem in stems:
            by = fields.get(f"{stem}_by")
            if by and (by.null or fields[f"{stem}_at"].null):
                found.append((model, stem))
    return found


def refuses(model: type[models.Model], row: dict[str, models.Value]) -> bool:
    """Return whether a check constraint of the model refuses a row, as far as the given columns let the database tell."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                if not constraint.condition.check(row):
                    return True
            except FieldError:
                continue  # speaks of other columns
    return False


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "stem"), [pytest.param(*pair, id=f"{label(pair[0])}.{pair[1]}") for pair in pairs()])
def test_a_moment_and_its_person_are_there_together(model: type[models.Model], stem: str) -> None:
    at, by = f"{stem}_at", f"{stem}_by"

    moment, nobody = models.Value(timezone.now()), models.Value(None, output_field=models.BigIntegerField())
    never, person = models.Value(None, output_field=models.DateTimeField()), models.Value(1)

    assert refuses(model, {at: moment, by: nobody}) or f"{label(model)}.{stem}" in UNATTENDED
    assert refuses(model, {at: never, by: person}) or not model._meta.get_field(at).null
    assert not refuses(model, {at: moment, by: person})


def test_no_reason_is_given_for_a_pair_that_is_gone() -> None:
    stems = {
        f"{label(model)}.{field.name.removesuffix('_by')}" for model in own_models() for field in model._meta.concrete_fields
    }

    assert set(UNATTENDED) <= stems


# --- Rules and their twins -------------------------------------------------------------------------------------------


def test_every_list_has_its_rule_and_every_rule_its_list() -> None:
    names = {f"{model._meta.app_label}.view_{model._meta.model_name}": model for model in own_models()}
    lists = {name for name, model in names.items() if hasattr(model._default_manager.all(), "visible_to")}
    registered = set(rules.permissions.permissions) & set(names)

    assert lists == registered


def test_every_rule_is_asked_whether_it_agrees_with_its_list() -> None:
    lists = {model.__name__ for model in own_models() if hasattr(model._default_manager.all(), "visible_to")}
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert {name for name in lists if f"assert_twins_agree({name}," not in tests} == set()


def test_no_permission_names_an_app_that_does_not_exist() -> None:
    assert {name.split(".")[0] for name in rules.permissions.permissions} <= {config.label for config in apps.get_app_configs()}
