"""Texts in one form: names on one line; for search without case, accents or marks, so that "zazolc" finds "zażółć" everywhere."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def one_line(text: str) -> str:
    """Return `text` without line breaks, and with single spaces: for names and titles, which stand in subjects of mails."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return `text` in lower case, without marks, with single spaces between its words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return one_line("".join(sign for sign in plain if not unicodedata.combining(sign)))


def search_words(query: str, *, at_most: int = 8) -> list[str]:
    """Return the folded words of a search, each once, in order; what is beyond `at_most` is left out."""
    return list(dict.fromkeys(re.findall(r"[\w/.-]+", folded(query))))[:at_most]
