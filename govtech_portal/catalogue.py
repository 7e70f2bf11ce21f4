"""The catalogue of the portal's words: collected from the source, compared with what translators wrote.

Babel reads and writes the files, so that no gettext programs need to be on the machine. Django's own `templatize` turns a
template into what a Python reader can take.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

# For each function, which arguments are message, plural and context ("c").
KEYWORDS = {
    name + suffix: arguments
    for name, arguments in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for suffix in ("", "_lazy")
} | {"_": None, "gettext_noop": None}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg"}
LEFT_OUT = {"migrations", "static", "node_modules"}
# %(name)s, %s, {name} and {}: what must be the same in a message and in its translation.
PLACEHOLDER = re.compile(r"%(?:\([^)]+\))?[a-zA-Z]|\{[a-zA-Z0-9_.]*\}")


@dataclass(frozen=True)
class Gap:
    """One way in which a translation falls short of the source."""

    kind: str
    message: str

    def __str__(self) -> str:
        """Say the kind and the message in one line."""
        return f"{self.kind}: {self.message!r}"


def catalogue_path(language: str) -> Path:
    """Return the file with the translations into a language."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def translated_languages() -> list[str]:
    """Return the codes of the languages that need a translation: all but the one the source is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def sources() -> Iterator[Path]:
    """Yield, in a steady order, the files of the portal that can hold words for people."""
    root = Path(settings.BASE_DIR)
    folders = {Path(app.path) for app in apps.get_app_configs()} | {root / "templates"}
    for folder in sorted(folder for folder in folders if folder.parent == root):
        for path in sorted(folder.rglob("*")):
            is_template = path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts
            if (path.suffix == ".py" or is_template) and not LEFT_OUT & set(path.relative_to(root).parts):
                yield path


def _readable(path: Path) -> io.BytesIO:
    """Return a source as Python; a template loses its indentation, which would not be Python's."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    return io.BytesIO(text.encode())


def collect() -> Catalog:
    """Return every message that the source asks to have translated."""
    catalogue = Catalog(project=settings.WAGTAIL_SITE_NAME, fuzzy=False, charset="utf-8")
    for path in sources():
        for _line, message, comments, context in extract("python", _readable(path), KEYWORDS, ("Translators:",)):
            catalogue.add(message, context=context, auto_comments=comments)
    return catalogue


def read(language: str) -> Catalog:
    """Return the translations into a language as they stand, an empty catalogue where there is none."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project=settings.WAGTAIL_SITE_NAME, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str) -> Path:
    """Bring the file of a language up to the source: new messages empty, unused ones gone, translations kept."""
    catalogue = read(language)
    template = collect()
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, ignore_obsolete=True, width=0)
    return path


def gaps(language: str) -> list[Gap]:
    """Return what the translations into a language lack, beside the source as it is now."""
    wanted = {_key(message): message for message in collect() if message.id}
    catalogue = read(language)
    written = {_key(message): message for message in catalogue if message.id}
    found = [Gap("not in the file", _words(message)) for key, message in wanted.items() if key not in written]
    found += [Gap("no longer in the source", _words(message)) for key, message in written.items() if key not in wanted]
    found += [Gap("no longer in the source", _words(message)) for message in catalogue.obsolete.values()]
    for message in written.values():
        found += _gaps_of(message, plural_forms=catalogue.num_plurals)
    return found


def _gaps_of(message: Message, *, plural_forms: int) -> Iterator[Gap]:
    """Yield what is wrong with one translation."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if not all(forms) or (message.pluralizable and len(forms) != plural_forms):
        yield Gap("not translated", _words(message))
    elif message.fuzzy:
        yield Gap("fuzzy", _words(message))
    elif any(_placeholders(form or "") not in _allowed_placeholders(message) for form in forms):
        yield Gap("other placeholders", _words(message))


def _allowed_placeholders(message: Message) -> list[list[str]]:
    """Return the sets of placeholders a form may have: those of the singular or of the plural."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    return [_placeholders(words) for words in ids]


def _placeholders(words: str) -> list[str]:
    """Return the placeholders in a string, in alphabetical order."""
    return sorted(PLACEHOLDER.findall(words.replace("%%", "")))


def _key(message: Message) -> tuple[str, str | None]:
    """Return what tells one message from another: gettext goes by the singular and the context."""
    return _words(message), message.context


def _words(message: Message) -> str:
    """Return a message in the words of the source, the singular where there are two."""
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id
