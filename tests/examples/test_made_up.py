"""A made-up competition that leaves no hole: what others rehearse, export and mutate."""

from challenges.rules.document import Document
from tests.examples.reading import MADE_UP, load, printed


def test_the_made_up_competition_is_read_without_a_hole_and_printed_as_it_was():
    document = Document.model_validate(load(MADE_UP))

    assert printed(document) == MADE_UP.read_text(encoding="utf-8")
