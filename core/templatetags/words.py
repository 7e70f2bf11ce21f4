"""The wording of core.wording as filters, known to every template without `{% load %}`."""

from django import template

from core import wording

register = template.Library()

for function in (
    wording.localised,
    wording.in_other_language,
    wording.money,
    wording.percent,
    wording.day,
    wording.iso,
    wording.when,
    wording.when_until,
    wording.clock_time,
    wording.end_of_day,
    wording.zone,
    wording.relative_to,
):
    register.filter(function.__name__, function)
register.filter("moment", wording.moment_words)
