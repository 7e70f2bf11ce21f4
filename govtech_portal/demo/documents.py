"""Real PDF files of several pages for the demo's entries, typeset from the solution's own words."""

from functools import cache
from pathlib import Path

import typst

_TEMPLATE = Path(__file__).parent / "content" / "document.typ"


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE))


def document(*, title: str, idea: str, steps: str, language: str, cost: str) -> bytes:
    """Return a PDF of at least three pages about one solution; names nobody, since blind rounds read it."""
    words = {"title": title, "idea": idea, "steps": steps, "language": language, "cost": cost}
    pdf = _compiler().compile(format="pdf", sys_inputs=words)
    if not isinstance(pdf, bytes):
        message = "The template gives one PDF."
        raise TypeError(message)
    return pdf
