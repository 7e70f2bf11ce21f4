"""A rule about one thing and its twin about a list give the same answer."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from core.permissions import may


def assert_twins_agree(model: type[models.Model], users: Mapping[str, Any]) -> None:
    """Assert that `visible_to(user)` lists exactly what `<app>.view_<model>` allows, for each user.

    A test per model builds things in every state and users in every role (nobody and an outsider among them), then asks this.

    Args:
        model: a model whose queryset has `visible_to`.
        users: what a user is to the things, for example "author of the same ministry", and the user.
    """
    everything: list[Any] = list(model._default_manager.all())
    assert everything, f"There is no {model.__name__} to disagree about."
    permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
    for role, user in users.items():
        listed = set(model._default_manager.visible_to(user))  # type: ignore[attr-defined]
        allowed = {thing for thing in everything if may(user, permission, thing)}
        assert listed == allowed, f"{role}: the list alone has {listed - allowed}, the rule alone allows {allowed - listed}"
