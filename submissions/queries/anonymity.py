"""What in an entry of a blind round would tell the jury whose it is: a warning to the supplier, never a refusal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User, Visitor
from core.folding import folded
from submissions import vault
from submissions.answers import Asked
from submissions.models import Entry
from submissions.vault import Contents, ListedFile

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

    Names of the supplier, of who takes part with it and of its people, e-mail addresses and domains in the title, in answers and
    files that the jury reads; files that are signed.

    Raises:
        PermissionDenied: `by` does not act for the supplier.
    """
    telling, contents = _telling_words(entry), vault.read(entry, by=by)
    texts = _texts(contents, entry.proposal.title, by)
    found = [Trace(word, where) for where, text in texts for word in _found_in(text, telling)]
    return list(dict.fromkeys([*found, *_signatures(contents, by)]))


def _telling_words(entry: Entry) -> dict[str, str]:
    """Return folded words that name the supplier, who takes part with it, or its people, each with the way it is shown."""
    supplier = entry.proposal.supplier
    people = User.objects.filter(memberships__organisation=supplier).distinct()
    words: dict[str, str] = {}
    for name in (supplier.name, *entry.proposal.partners):
        words |= {folded(name): name, _LEGAL_FORMS.sub("", folded(name)).strip(" .,"): name}
    for person in people:
        words[folded(person.name)] = person.name
        domain = person.email.rpartition("@")[2]
        if domain not in _SHARED_DOMAINS:
            words[domain] = domain
    return {word: shown for word, shown in words.items() if len(word) >= _SHORTEST_NAME}


def _signatures(contents: Contents, by: Visitor) -> Iterator[Trace]:
    """Yield the files with a digital signature: it names a person, and the jury's copy comes without it."""
    for label, file in _files(contents):
        if vault.is_signed(file.attachment, by=by):
            yield Trace(_("a digital signature"), label)


def _texts(contents: Contents, title: str, by: Visitor) -> Iterator[tuple[str, str]]:
    yield "", title
    for asked in contents.questions:
        if _is_for_the_jury(asked) and asked.key in contents.answers:
            yield asked.label, asked.in_words(contents.answers[asked.key])
    for label, file in _files(contents):
        yield label, vault.text_of_file(file.attachment, by=by, page_limit=PAGES_READ)


def _files(contents: Contents) -> Iterator[tuple[str, ListedFile]]:
    """Yield the files that the jury reads, each with the label of its question."""
    labels = {asked.key: asked.label for asked in contents.questions if _is_for_the_jury(asked)}
    return ((labels[file.question_key], file) for file in contents.files if file.question_key in labels)


def _is_for_the_jury(asked: Asked) -> bool:
    return asked.question.envelope == "content"


def _found_in(text: str, telling: dict[str, str]) -> Iterable[str]:
    plain = folded(text)
    found = [shown for word, shown in telling.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)]
    return [*found, *_EMAIL.findall(text)]
