"""Paging by position, not by number: whoever walks through a list loses nothing and sees nothing twice while it grows."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

T = TypeVar("T")

DEFAULT_LIMIT = 100
GREATEST_LIMIT = 1000


class BadCursorError(ValueError):
    """The cursor is not one that this portal gave out."""


@dataclass(frozen=True)
class Slice(Generic[T]):
    """Some rows of a list, and the cursor that leads on; "" at the end."""

    rows: Sequence[T]
    next_cursor: str


def slice_after(rows: "QuerySet[Any]", *, moment: str, code: str, cursor: str, limit: int) -> Slice[Any]:
    """Return at most `limit` rows behind `cursor`, the newest `moment` first and the greatest `code` first among equals.

    `moment` and `code` name a field of a moment that never changes and a unique text field. Raises BadCursorError.
    """
    if cursor:
        at, after = _opened(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, f"{code}__lt": after}))
    found = list(rows.order_by(f"-{moment}", f"-{code}")[: limit + 1])
    if len(found) <= limit:
        return Slice(found, "")
    last = found[limit - 1]
    return Slice(found[:limit], _closed(getattr(last, moment), getattr(last, code)))


def _closed(moment: datetime, code: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), code]).encode()).decode().rstrip("=")


def _opened(cursor: str) -> tuple[datetime, str]:
    try:
        moment, code = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = datetime.fromisoformat(moment)
        # Here and not in the database: the first and the last day of all have no UTC.
        utc = at.astimezone(UTC)
    except (binascii.Error, ValueError, TypeError, OverflowError) as wrong:
        raise BadCursorError(cursor) from wrong
    if at.tzinfo is None or not isinstance(code, str) or not code.isprintable():
        raise BadCursorError(cursor)
    return utc, code
