"""Twenty real calls as documents: as much as their sources state, and holes for the rest."""

import pytest

from challenges.rules.base import HOLE, WITH_HOLES
from challenges.rules.document import Document
from tests.examples.reading import CALLS, load, printed

JOINT = {"EU-NLNET-NGI0", "EU-SCIP-1-2017", "LT-GOVTECH-SANDBOX-2021", "NL-US-STIR", "UK-SC-CIVTECH-10"}


def test_there_are_twenty():
    assert len(CALLS) == 20


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_call_is_read_with_holes_and_printed_as_it_was(path):
    document = Document.model_validate(load(path), context=WITH_HOLES)

    assert printed(document) == path.read_text(encoding="utf-8")
    assert document.notice.reference == path.stem


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_only_a_joint_call_has_something_to_share(path):
    document = Document.model_validate(load(path), context=WITH_HOLES)

    assert (document.call is not HOLE) == (path.stem in JOINT)
