"""A rehearsal in plain words of the active language, chapter by chapter: for the command and for the page."""

from awards.rehearsal.telling.chapters import chapters
from awards.rehearsal.telling.lines import Chapter, Line, as_text

__all__ = ["Chapter", "Line", "as_text", "chapters"]
