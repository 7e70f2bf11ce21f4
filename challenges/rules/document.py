"""The whole document: notice, words and rules of one challenge, and what a joint call shares."""

from collections.abc import Collection
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.advancing import Advancing
from challenges.rules.base import Key, Keyed, Language, Number, Part, String, Text, YesNo, member
from challenges.rules.intake import Intake, Meeting, Show
from challenges.rules.judging import Judging
from challenges.rules.juries import Jury
from challenges.rules.law import Law, ReservedChange
from challenges.rules.participation import Limit, Lot, Participation
from challenges.rules.rewards import Pool, Rewards
from challenges.rules.values import EntryWindow, FormatNumber, Money, Span, When

FORMAT = 2


class Planned(Keyed):
    """A date announced beforehand."""

    kinds = {
        "decision": _("decision"),
        "feedback": _("feedback"),
        "contract": _("contract"),
        "announcement": _("announcement"),
        "jury_meeting": _("meeting of the jury"),
        "start": _("start"),
        "end": _("end"),
    }
    kind: Literal["decision", "feedback", "contract", "announcement", "jury_meeting", "start", "end"]
    when: When = member(_("When"), "the date", is_dropped_by_copy=True)
    binding: YesNo = member(_("Promised"), "whether it is a promise rather than a plan")


class Round(Keyed):
    """One stage of the competition: a set of capabilities."""

    title: Text = member(_("Title"), "name of the round")
    follows: tuple[Key, ...] = member(
        _("Follows"),
        "rounds whose advanced entries come here; empty: open to everyone who may enter",
        none=_("no other round: it is open to everyone who may enter"),
    )
    joins: Literal["any", "all"] | None = member(
        _("Comes from"),
        "with two or more rounds to follow: from any of them, or from all; null otherwise",
        values={"any": _("any of them"), "all": _("all of them")},
        none=_("one round at most"),
    )
    lasts: Span | None = member(
        _("Lasts"), "duration where the notice states one; compared, never computed with; null = none", none=_("not stated")
    )
    intake: Intake | None = member(
        _("Entries"), "what is handed in; null = nothing: the entries of the rounds before go on", none=_("nothing is handed in")
    )
    meeting: Meeting | None = member(_("Meeting"), "where people meet or work; null = nowhere", none=_("nobody meets"))
    shows: tuple[Show, ...] = member(_("The jury sees"), "what those who judge see of earlier rounds; empty: nothing")
    judging: Judging | None = member(_("Judging"), "null = the round is not judged", none=_("not judged"))
    advancing: Advancing | None = member(
        _("Going on"), "null = nothing follows from this round", none=_("nobody goes on from here")
    )
    planned: tuple[Planned, ...] = member(_("Planned dates"), "dates announced; empty: none", is_dropped_by_copy=True)

    @property
    def is_blind(self) -> bool:
        """Whether those who judge do not know whose entries they read."""
        return self.intake is not None and self.intake.anonymity is not None

    def is_reached_from(self, advanced: Collection[str]) -> bool:
        """Return whether an entry that advanced from the rounds with these keys comes here; each does, where none is followed."""
        if not self.follows:
            return True
        came = [key in advanced for key in self.follows]
        return all(came) if self.joins == "all" else any(came)


class Rules(Part):
    """How one competition runs."""

    zone: String = member(_("Time zone"), "IANA zone in which every wall clock time is meant, such as Europe/Warsaw")
    languages: tuple[Language, ...] = member(_("Languages"), "languages in which every text here is given; the first one binds")
    law: Law = member(_("Law"), "the legal frame")
    lots: tuple[Lot, ...] = member(_("Lots"), "parts that are ranked or paid apart; empty: none")
    participation: Participation = member(_("Taking part"), "who may enter, how, how often")
    juries: tuple[Jury, ...] = member(_("Juries"), "everybody who judges")
    rounds: tuple[Round, ...] = member(_("Rounds"), "stages in the order of reading")
    rewards: Rewards = member(_("Rewards"), "what is given to whom")
    reserved_changes: tuple[ReservedChange, ...] = member(
        _("Reserved changes"), "what these rules themselves allow to change; empty: nothing"
    )

    def round(self, key: str) -> Round:
        """Return the round with this key. Raises KeyError."""
        for stage in self.rounds:
            if stage.key == key:
                return stage
        raise KeyError(key)


class CallRules(Part):
    """What several challenges under one roof share. Anything shared stands only here."""

    title: Text = member(_("Title"), "name of the joint call")
    challenges: Number = member(_("Challenges"), "how many challenges share it", unit="challenges")
    more_later: YesNo = member(_("Challenges may be added"), "whether challenges may be added after publication")
    stated_total: Money | None = member(
        _("Stated total"),
        "the sum the call advertises: compared and warned about; null = none",
        none=_("none"),
        is_dropped_by_copy=True,
    )
    windows: tuple[EntryWindow, ...] = member(
        _("Windows"), "windows shared by the challenges; empty: each has its own", is_dropped_by_copy=True
    )
    limits: tuple[Limit, ...] = member(_("Limits"), "limits across the challenges; empty: none")
    pools: tuple[Pool, ...] = member(_("Pools"), "money shared by the challenges; empty: none")


class AuthorityName(Part):
    """The authority as it was called when the notice was frozen."""

    name: String = member(_("Name"), "name of the authority")
    slug: String = member(_("Short name"), "short name in addresses of the portal")


class Annex(Keyed):
    """A paper that stands apart, so that it can be erased; only its salted digest is frozen."""

    kinds = {"jurors": _("names of the jurors")}
    kind: Literal["jurors"]
    sha256: String = member(_("Digest"), "SHA-256 of salt and content, hexadecimal", is_dropped_by_copy=True)


class Notice(Part):
    """Who asks, about what, for how much."""

    reference: String = member(_("Reference"), "reference of the challenge, such as GT-2026-014", is_dropped_by_copy=True)
    authority: AuthorityName = member(_("Authority"), "who publishes the challenge", is_dropped_by_copy=True)
    topic: String = member(_("Topic"), "topic from the portal's list")
    cpv_codes: tuple[String, ...] = member(
        _("CPV codes"), "codes of Regulation (EC) No 2195/2002, the main one first; empty: none"
    )
    place: String | None = member(_("Place"), "where the work is done, in words; null = not fixed", none=_("not fixed"))
    contact_email: String | None = member(_("Contact e-mail"), "address for questions; null = none", none=_("none"))
    budget: Money | None = member(
        _("Budget"), "most that prizes and a contract after them may cost; null = not stated", none=_("not stated")
    )
    annexes: tuple[Annex, ...] = member(_("Annexes"), "papers that stand apart; empty: none", is_dropped_by_copy=True)


class WordsOfLanguage(Part):
    """The words of the challenge in one language."""

    title: String = member(_("Title"), "title of the challenge")
    summary: str = member(_("Summary"), "summary in one or two sentences; may be empty")
    brief: tuple[dict[str, Any], ...] = member(_("Brief"), "blocks of the brief, in order: each has a type and a value")


class Document(Part):
    """One competition as it is frozen, exported and imported."""

    format: FormatNumber = member(_("Format"), "number of the format of this document: 2")
    notice: Notice = member(_("Notice of the competition"), "who asks, about what, for how much")
    words: dict[Language, WordsOfLanguage] = member(_("Words"), "the challenge in words, by language")
    rules: Rules = member(_("Rules"), "how the competition runs")
    call: CallRules | None = member(
        _("Joint call"),
        "what the challenges of a joint call share; null = the challenge stands alone. The one member of which a file may be "
        "silent: absent means null there, and null is written out when the document is frozen",
        none=_("no joint call"),
    )

    @property
    def currency(self) -> str:
        """The currency of the budget, else of the first sum that is given; EUR where no sum is named."""
        sums = [self.notice.budget if self.notice else None]
        rewards = self.rules.rewards if self.rules else None
        for item in (rewards.items or ()) if rewards else ():
            each = item.each
            sums += [getattr(each, name, None) for name in ("sum", "at_least", "at_most", "worth")]
        return next((money.currency for money in sums if isinstance(money, Money)), "EUR")
