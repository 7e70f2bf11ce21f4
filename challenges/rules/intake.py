"""What is handed in, when people meet, and what the jury sees of earlier rounds."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Key, Keyed, Language, Number, Part, String, YesNo, member
from challenges.rules.questions import Question, Section
from challenges.rules.values import EntryWindow, Window


class Channel(Keyed):
    """A way to hand in."""

    kinds = {
        "portal": _("this portal"),
        "email": _("e-mail"),
        "post": _("post"),
        "in_person": _("in person"),
        "other_site": _("another site"),
    }
    kind: Literal["portal", "email", "post", "in_person", "other_site"]
    required: YesNo = member(_("Must be used"), "whether it must be used; where several must, all of them")
    counts_when: Literal["sent", "received"] = member(
        _("In time when"),
        "which moment decides the deadline",
        values={"sent": _("sent in time"), "received": _("received in time")},
    )
    pattern: String | None = member(_("Label"), "form of the subject line or label; null = none", none=_("none"))


class Anonymity(Part):
    """That and how long names are hidden from those who judge (art. 82(4) of 2014/24/EU)."""

    until: Literal["report_signed", "decision", "contract"] = member(
        _("Until"),
        "the act that ends it",
        values={
            "report_signed": _("the jury's report is signed"),
            "decision": _("the decision"),
            "contract": _("the contract"),
        },
    )
    pseudonym_allowed: YesNo = member(_("A chosen name may be used"), "whether a chosen name may stand in place of none")


class Intake(Part):
    """How entries come in."""

    windows: tuple[EntryWindow, ...] = member(
        _("Windows"), "periods in which entries are handed in, in order", is_dropped_by_copy=True
    )
    call_windows: tuple[Key, ...] = member(
        _("Windows of the call"), "keys of windows that the call shares among its challenges; empty: none"
    )
    more_later: YesNo = member(_("Further windows may be added"), "whether further windows may be announced")
    enquiries: tuple[Window, ...] = member(
        _("Questions to the authority"),
        "periods in which suppliers may ask (eForms BT-13); empty: no period set",
        none=_("no period set"),
        is_dropped_by_copy=True,
    )
    channels: tuple[Channel, ...] = member(_("Ways to hand in"), "any one of them, or all that are required")
    late: Literal["refused", "by_discretion"] = member(
        _("Late entries"), "what becomes of them", values={"refused": _("are refused"), "by_discretion": _("may be admitted")}
    )
    entry_languages: tuple[Language, ...] = member(
        _("Languages of entries"), "languages in which an entry may be written (eForms BT-97)"
    )
    openers: Number | None = member(
        _("Officials needed to open"),
        "how many officials open the sealed entries together; null = not sealed",
        none=_("entries are not sealed"),
        unit="people",
    )
    anonymity: Anonymity | None = member(_("Anonymity"), "null = those who judge see the names", none=_("names are visible"))
    public: Literal["never", "while_open", "after_closing", "after_decision"] = member(
        _("Entries become public"),
        "when entries may be read by everybody, as far as the law profile allows",
        values={
            "never": _("never"),
            "while_open": _("while the window is open"),
            "after_closing": _("after the deadline"),
            "after_decision": _("after the decision"),
        },
    )
    comments: YesNo = member(_("The public may comment"), "whether the public may comment on entries")
    replaceable: YesNo = member(_("Entries may be replaced"), "whether a later hand-in replaces the former until the deadline")
    over_limit: Literal["refused", "discarded", "cut"] | None = member(
        _("What exceeds a limit"),
        "what happens to an answer above its limit; null = there are no limits",
        values={"refused": _("the entry is refused"), "discarded": _("the answer is discarded"), "cut": _("the surplus is cut")},
        none=_("does not arise"),
    )
    sections: tuple[Section, ...] = member(_("Sections"), "headings of the form, in order; empty: none")
    questions: tuple[Question, ...] = member(
        _("Questions"), "the form, in order; empty: nothing is asked", none=_("nothing is asked")
    )

    @property
    def is_through_portal(self) -> bool:
        """Whether this portal is one of the ways to hand in."""
        return any(channel.kind == "portal" for channel in self.channels)


class Meeting(Part):
    """Where people meet or work."""

    kinds = {
        "interview": _("interview"),
        "pitch": _("pitch"),
        "workshop": _("workshop"),
        "site_visit": _("visit of the site"),
        "live_run": _("live run"),
        "negotiation": _("negotiation"),
        "work": _("time of work"),
    }
    kind: Literal["interview", "pitch", "workshop", "site_visit", "live_run", "negotiation", "work"]
    minutes: Number | None = member(
        _("Minutes for one entry"), "length for one entry; null = not fixed", none=_("not fixed"), unit="minutes"
    )
    attendance: Literal["mandatory", "optional"] = member(
        _("Attendance"), "whether one must come", values={"mandatory": _("mandatory"), "optional": _("not mandatory")}
    )


class Show(Part):
    """What the jury sees of an earlier round."""

    kinds = {"entries": _("entries"), "marks": _("marks"), "counts": _("counts")}
    kind: Literal["entries", "marks", "counts"]
    round: Key = member(_("Of round"), "key of the earlier round")
