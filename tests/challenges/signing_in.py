"""Somebody's browser on the desk."""

from collections.abc import Callable

from django.test import Client

SignedIn = Callable[[object], Client]
