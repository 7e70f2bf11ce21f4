"""Everybody who judges: a panel, the public by vote, officials, a machine."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Keyed, Number, Part, String, Text, YesNo, by_kind, member
from challenges.rules.participation import AnyCondition


class JuryClass(Keyed):
    """A group of jurors with its own size, such as those with a demanded qualification."""

    title: Text = member(_("Title"), "name of the group")
    members: Number = member(_("Members"), "how many jurors", unit="people")
    deputies: Number = member(_("Deputies"), "how many deputies", unit="people")


BODIES = {"authority": _("the authority"), "organiser": _("the organiser"), "outside_body": _("an outside body")}


class JuryOf(Keyed):
    """A jury of any kind."""

    title: Text = member(_("Title"), "name of the jury")


class Panel(JuryOf):
    """Named people who judge together (art. 81 and 82 of 2014/24/EU)."""

    kinds = {"panel": _("panel of jurors")}
    kind: Literal["panel"]
    members: Number | None = member(_("Members"), "size of the panel; null = not fixed", none=_("not fixed"), unit="people")
    minimum: Number | None = member(
        _("Least members"),
        "fewest members that law or rules ask (Pzp 335: three); null = none asked",
        none=_("none asked"),
        unit="people",
    )
    quorum: Number | None = member(
        _("Quorum"), "fewest members who must vote; null = none asked", none=_("none asked"), unit="people"
    )
    classes: tuple[JuryClass, ...] = member(_("Groups"), "groups of jurors with own size and deputies; empty: none")
    qualified_share: String | None = member(
        _("Qualified share"),
        "share of jurors who hold the profession asked of entrants, such as 1/3 (art. 81 of 2014/24/EU); null = none asked",
        none=_("none asked"),
    )
    appointed_by: Literal["authority", "organiser", "outside_body"] = member(
        _("Appointed by"), "who names the jurors", values=BODIES
    )
    replaced_by: Literal["authority", "organiser", "outside_body"] | None = member(
        _("Substitutes named by"), "who names a substitute; null = nobody", values=BODIES, none=_("nobody")
    )
    decides_by: Literal["majority", "consensus"] = member(
        _("Decides by"),
        "how the panel decides what it decides together",
        values={"majority": _("majority"), "consensus": _("consensus")},
    )
    casting_vote: YesNo = member(_("Casting vote of the chair"), "whether the chair's vote breaks a draw")
    binding: YesNo = member(_("Binds the authority"), "whether the authority is bound by the verdict (eForms BT-42)")


class ApproveBallot(Part):
    """A ballot that names entries."""

    kinds = {"approve": _("names entries")}
    kind: Literal["approve"]
    choices: Number | None = member(_("Most choices"), "most entries one ballot names; null = any number", none=_("any number"))


class StarsBallot(Part):
    """A ballot that gives stars."""

    kinds = {"stars": _("gives stars")}
    kind: Literal["stars"]
    lowest: Number = member(_("Fewest stars"), "fewest stars an entry can get", unit="stars")
    highest: Number = member(_("Most stars"), "most stars an entry can get", unit="stars")


Ballot = Annotated[ApproveBallot | StarsBallot, by_kind]


class Vote(JuryOf):
    """A vote of many."""

    kinds = {"vote": _("vote")}
    kind: Literal["vote"]
    who: tuple[AnyCondition, ...] = member(
        _("Who may vote"), "conditions on voters, all must hold; empty: everyone", none=_("everyone")
    )
    known_by: Literal["nothing", "registered", "verified_email"] = member(
        _("Voters are known by"),
        "how a voter is recognised",
        values={"nothing": _("nothing"), "registered": _("an account"), "verified_email": _("a verified e-mail address")},
    )
    ballot: Ballot = member(_("Ballot"), "form of the ballot")
    binding: YesNo = member(_("Binding"), "whether the result binds; otherwise it is advice")
    minimum_ballots: Number | None = member(
        _("Least ballots"), "fewest ballots for the vote to count at all; null = no minimum", none=_("no minimum"), unit="ballots"
    )
    if_fewer: Literal["zero", "official"] | None = member(
        _("If there are fewer"),
        "what happens below the least: zero for everybody, or an official decides; null = there is no least",
        values={"zero": _("zero for every entry"), "official": _("an official decides")},
        none=_("does not arise"),
    )
    own_entry: YesNo = member(_("One may vote for one's own entry"), "whether an entrant may vote for their own entry")
    running_counts_shown: YesNo = member(_("Counts are shown during the vote"), "whether counts are visible while the vote runs")


class Officials(JuryOf):
    """Officials of the authority."""

    kinds = {"officials": _("officials")}
    kind: Literal["officials"]


class Machine(JuryOf):
    """A measurement or a statistic that nobody judges."""

    kinds = {"machine": _("measurement")}
    kind: Literal["machine"]
    measures: Text = member(_("Measures"), "what is measured, and by which method")


Jury = Annotated[Panel | Vote | Officials | Machine, by_kind]
