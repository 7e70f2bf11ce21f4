"""Three notices that somebody wrote down who knew docs/rules.md and the schema alone: accepted as they are."""

import json

import pytest
from jsonschema import Draft202012Validator

from challenges.rules import schema
from challenges.rules.findings import Severity
from challenges.rules.reading import read
from tests.examples.reading import EXAMPLES

NOTICES = sorted((EXAMPLES / "notices").glob("*.json"))

each_notice = pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)


def test_there_are_three():
    assert len(NOTICES) == 3


@each_notice
def test_nothing_blocks_or_advises(path):
    assert {finding.severity for finding in read(path.read_bytes()).findings} == {Severity.OPEN}


@each_notice
def test_the_schema_misses_members_and_nothing_else(path):
    validator = Draft202012Validator(schema.schema("https://portal.example"))

    assert {error.validator for error in validator.iter_errors(json.loads(path.read_bytes()))} == {"required"}
