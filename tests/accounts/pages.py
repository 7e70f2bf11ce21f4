"""What tests of the screens share."""

from typing import Any


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())
