"""Looking at the pages of the judging as one of its people."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from evaluation.models import Scorecard
from tests.factories.accounts import sign_in
from tests.factories.evaluation import Judging


def see(person: User, name: str, *args: Any, status: int = 200) -> str:
    """Return the page that a person sees, after asserting its status."""
    response = sign_in(Client(), person).get(reverse(f"evaluation:{name}", args=args))
    assert response.status_code == status, response
    return response.content.decode()


def post(person: User, name: str, /, *args: Any, status: int = 302, headers: dict[str, str] | None = None, **data: Any) -> Any:
    """Return the answer to what a person sends, after asserting its status."""
    response = sign_in(Client(), person).post(reverse(f"evaluation:{name}", args=args), data, headers=headers)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def where(made: Judging) -> tuple[str, int]:
    """Return reference and number of the round being judged, as they stand in addresses."""
    return made.challenge.reference, made.round.number


def sheet_data(card: Scorecard, mark: str = "3", **changes: Any) -> dict[str, Any]:
    """Return what the form of a scoring sheet sends."""
    marks = {f"mark_{key}": mark for key in ("benefit", "quality", "cost")}
    reasons = {f"reason_{key}": "" for key in ("benefit", "quality", "cost")}
    return {**marks, **reasons, "comment": "Good.", "private_note": "", "revision": card.revision, "then": "stay", **changes}
