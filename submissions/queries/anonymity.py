"""What in an entry of a blind round would tell the jury whose it is: a warning to the supplier, never a refusal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User, Visitor
from core.folding import folded
from core.translated import in_active_language
from submissions import vault
from submissions.models import Entry

# Reading every page of a long document would keep the reader of the page waiting.
PAGES_READ = 30
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A name of fewer letters is found in too many words.
_SHORTEST_NAME = 4
# Mail providers for everybody: their domains tell nothing.
_SHARED_DOMAINS = {"gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "proton.me"}
_LEGAL_FORMS = re.compile(
    r"\b(sp\.? ?z ?o\.? ?o\.?|s\.? ?a\.?|spolka .*|ltd\.?|limited|gmbh|inc\.?|llc|fundacja|stowarzyszenie)(?!\w)"
)


@dataclass(frozen=True)
class Trace:
    """One telling word: what was found and where (the question's label)."""

    found: str
    where: str


def identity_traces(entry: Entry, *, by: Visitor) -> list[Trace]:
    """Return what would tell the jury whose a draft is, or what the jury is not given for that reason.

    Names of the supplier and its people, e-mail addresses and domains in the title, answers and files; files that are signed.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    telling = _telling_words(entry)
    found = [Trace(word, where) for where, text in _texts(entry, by) for word in _found_in(text, telling)]
    return list(dict.fromkeys([*found, *_signatures(entry, by)]))


def _telling_words(entry: Entry) -> dict[str, str]:
    """Return folded words by the way they are shown."""
    supplier = entry.proposal.supplier
    people = User.objects.filter(memberships__organisation=supplier).distinct()
    words = {folded(supplier.name): supplier.name, _LEGAL_FORMS.sub("", folded(supplier.name)).strip(" .,"): supplier.name}
    for person in people:
        words[folded(person.name)] = person.name
        domain = person.email.rpartition("@")[2]
        if domain not in _SHARED_DOMAINS:
            words[domain] = domain
    return {word: shown for word, shown in words.items() if len(word) >= _SHORTEST_NAME}


def _labels(entry: Entry) -> dict[str, str]:
    return {question.key: in_active_language(question.label) for question in entry.round.questions.all()}


def _signatures(entry: Entry, by: Visitor) -> Iterator[Trace]:
    """Yield the files with a digital signature: it names a person, and the jury's copy comes without it."""
    labels = _labels(entry)
    for file in vault.files_of(entry, by=by):
        if vault.is_signed(file.attachment, by=by):
            yield Trace(_("a digital signature"), labels.get(file.question_key, file.question_key))


def _texts(entry: Entry, by: Visitor) -> Iterator[tuple[str, str]]:
    questions = _labels(entry)
    yield "", entry.proposal.title
    for key, answer in vault.read_answers(entry, by=by).items():
        if isinstance(answer, str):
            yield questions.get(key, key), answer
    for file in vault.files_of(entry, by=by):
        text = vault.text_of_file(file.attachment, by=by, page_limit=PAGES_READ)
        yield questions.get(file.question_key, file.question_key), text


def _found_in(text: str, telling: dict[str, str]) -> Iterable[str]:
    plain = folded(text)
    found = [shown for word, shown in telling.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)]
    return [*found, *_EMAIL.findall(text)]
