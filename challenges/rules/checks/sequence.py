"""The dates of one round fit those of another: nobody is asked to hand in before it is known who goes on."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from challenges.rules.checks.inventory import Inventory
from challenges.rules.checks.register import check, each, found, kind_of
from challenges.rules.checks.spans import Moment, is_surely_after
from challenges.rules.document import CallRules, Round
from challenges.rules.findings import ADVISING, BLOCKING, Code, Finding, declare
from challenges.rules.intake import Intake
from challenges.rules.judging import Judging
from challenges.rules.values import EntryWindow
from challenges.rules.walking import Place

declare(
    {
        "time.rounds": Code(
            BLOCKING,
            _("The window opens before the round “%(round)s”, which it follows, has closed."),
            _("Open it after that deadline."),
        ),
        "time.overlap": Code(
            ADVISING,
            _("The window opens while a window of the round “%(round)s”, which it follows, is still open."),
            _("Make sure that this is meant, or open it later."),
        ),
        "time.undecided": Code(
            ADVISING,
            _("The window closes before the round “%(round)s” can be decided."),
            _("Close it after that round is judged and decided, with time to work in between."),
        ),
        "time.planned": Code(
            ADVISING, _("The decision is planned before the deadline of the round."), _("Plan it after the last deadline.")
        ),
        "time.judging": Code(
            ADVISING,
            _("The period of judging ends before the last deadline of the round."),
            _("Let it end after the last entries are in."),
        ),
    }
)


def windows_of(part: Round, inventory: Inventory) -> tuple[EntryWindow, ...]:
    """Return the windows of a round, those that it shares with the call among them."""
    if not isinstance(part.intake, Intake):
        return ()
    shared = each(inventory.call.windows) if isinstance(inventory.call, CallRules) else ()
    return (*each(part.intake.windows), *(window for window in shared if window.key in each(part.intake.call_windows)))


@check(Round)
def opens_after_the_rounds_before(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A round opens once those before it have closed."""
    if not isinstance(part.intake, Intake):
        return
    for key in each(part.follows):
        lead = inventory.round(key)
        ends = [window.closes for window in windows_of(lead, inventory)] if lead else []
        for index, window in enumerate(each(part.intake.windows)):
            early = [is_surely_after(end, window.opens) for end in ends]
            if any(early):
                code = "time.rounds" if all(early) else "time.overlap"
                yield found(code, here, "intake", "windows", index, "opens", round=key)


@check(Round)
def closes_after_the_decision_before(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """A round that others go on to closes after it is known who they are."""
    if not isinstance(part.intake, Intake):
        return
    for key in each(part.follows):
        lead = inventory.round(key)
        for index, window in enumerate(each(part.intake.windows)):
            if lead and any(is_surely_after(moment, window.closes) for moment in _decided(lead)):
                yield found("time.undecided", here, "intake", "windows", index, "closes", round=key)


def _decided(part: Round) -> Iterator[Moment]:
    """Yield the moments before which a round cannot be decided."""
    if isinstance(part.judging, Judging) and part.judging.period:
        yield part.judging.period.closes
    for planned in each(part.planned):
        if kind_of(planned) == "decision":
            yield planned.when


@check(Round)
def decides_after_the_deadline(part: Round, here: Place, inventory: Inventory) -> Iterator[Finding]:
    """Judging ends, and the decision is planned, after the last deadline."""
    ends = [window.closes for window in windows_of(part, inventory)]
    if not ends:
        return
    for index, planned in enumerate(each(part.planned)):
        if kind_of(planned) == "decision" and any(is_surely_after(end, planned.when) for end in ends):
            yield found("time.planned", here, "planned", index, "when")
    judging = part.judging
    period = judging.period if isinstance(judging, Judging) and judging.windows != "one_by_one" else None
    if period and any(is_surely_after(end, period.closes) for end in ends):
        yield found("time.judging", here, "judging", "period", "closes")
