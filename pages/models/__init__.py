"""Wagtail's pages: the home page's words, information, and under each authority the manuscripts of its challenges."""

from pages.models.information import HomePage, InformationPage
from pages.models.manuscripts import AuthorityPage, ChallengePage

__all__ = ["AuthorityPage", "ChallengePage", "HomePage", "InformationPage"]
