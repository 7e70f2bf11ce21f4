"""Made-up documents are documents, differ, and leave no kind out."""

from collections import Counter
from functools import cache

from hypothesis import given, settings

from challenges.rules.base import kinds_of
from challenges.rules.document import Document
from challenges.rules.findings import ADVISING
from challenges.rules.reading import read
from challenges.rules.vocabulary import parts
from challenges.rules.walking import places
from tests.challenges.rules.generated import document_of, documents
from tests.challenges.rules.making import Data

MANY = 500


@cache
def many() -> list[Document]:
    return [Document.model_validate(document_of(seed)) for seed in range(MANY)]


def test_a_seed_gives_one_document() -> None:
    assert document_of(7) == document_of(7)
    assert document_of(7) != document_of(8)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_made_up_documents_make_sense(data: Data) -> None:
    reading = read(data)
    assert [finding for finding in reading.findings if finding.severity is not ADVISING] == []
    assert reading.rules is not None


def test_every_kind_occurs_often() -> None:
    counted = Counter((type(place.part), getattr(place.part, "kind", "")) for document in many() for place in places(document))
    rare = {
        (part.__name__, kind): counted[part, kind]
        for part in parts()
        for kind in (kinds_of(part) if "kind" in part.model_fields else ("",))
        if counted[part, kind] < 20
    }
    assert rare == {}
