"""Words in lines, with lines below them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.methods.telling import Said


@dataclass(frozen=True)
class Line:
    """One sentence, with what stands below it."""

    words: str
    below: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Chapter:
    """What a rehearsal says on one subject. `key` names it in addresses; `otherwise` is said where there are no lines."""

    key: str
    title: str
    lines: tuple[Line, ...]
    otherwise: str = ""


def line_of(said: Said) -> Line:
    """Return an explanation of the pipeline as lines."""
    return Line(said.words, tuple(line_of(each) for each in said.below))


def as_text(chapters: Iterable[Chapter]) -> str:
    """Return chapters as plain text."""
    return "\n".join(row for chapter in chapters for row in _chapter(chapter))


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (chapter.title, "=" * len(chapter.title))
    yield from _rows(chapter.lines, "")
    if not chapter.lines:
        yield chapter.otherwise
    yield ""


def _rows(lines: Iterable[Line], indent: str) -> Iterator[str]:
    for line in lines:
        yield f"{indent}- {line.words}"
        yield from _rows(line.below, indent + "  ")
