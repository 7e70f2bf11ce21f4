"""Who may enter, as what, and how often."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Key, Keyed, Number, Part, Scoped, String, Text, YesNo, by_kind, member


class Lot(Keyed):
    """A part of the competition that is ranked or paid apart."""

    title: Text = member(_("Title"), "name of the lot")
    within: Key | None = member(
        _("Part of"), "the lot it belongs to, one level deep; null = a lot of its own", none=_("a lot of its own")
    )


class Condition(Scoped):
    """Something that must hold, or must not hold, of whoever enters."""

    words: Text = member(_("Condition"), "the condition as people read it, also the words of a refusal")
    effect: Literal["require", "exclude"] = member(
        _("Effect"),
        "whether it must hold or must not hold",
        values={"require": _("must hold"), "exclude": _("must not hold")},
    )
    verified_by: Literal["statement", "computed", "official"] = member(
        _("Verified by"),
        "how it is known: the entrant says so, the portal computes it, an official looks",
        values={"statement": _("the entrant's statement"), "computed": _("the portal"), "official": _("an official")},
    )
    checked_at: Literal["entry", "award", "payment"] = member(
        _("Checked at"),
        "the act before which it is checked",
        values={"entry": _("entry"), "award": _("award"), "payment": _("payment")},
    )


APPLICANTS = {
    "person": _("natural person"),
    "company": _("company"),
    "ngo": _("non-governmental organisation"),
    "school": _("school or university"),
    "public_body": _("public body"),
    "body": _("any legal body"),
}


class ApplicantCondition(Condition):
    """What kind of entrant. On persons it binds persons alone, on bodies bodies alone."""

    kinds = {"applicant": _("kind of entrant")}
    kind: Literal["applicant"]
    any_of: tuple[Literal["person", "company", "ngo", "school", "public_body", "body"], ...] = member(
        _("Any of"),
        "kinds of entrant that may enter (art. 80(2) of 2014/24/EU forbids shutting out natural persons)",
        values=APPLICANTS,
    )


class PlaceCondition(Condition):
    """Where the entrant is from."""

    kinds = {"place": _("place")}
    kind: Literal["place"]
    of: Literal["citizenship", "residence", "seat", "work"] = member(
        _("Place of"),
        "which place counts: citizenship or residence of a person, seat of a body, or where the work is done",
        values={
            "citizenship": _("citizenship"),
            "residence": _("residence"),
            "seat": _("registered seat"),
            "work": _("where the work is done"),
        },
    )
    any_of: tuple[String, ...] = member(_("Any of"), "ISO 3166 country codes, or names of smaller places as printed")


class AgeCondition(Condition):
    """How old a person or a body is, in whole years on the day of the check."""

    kinds = {"age": _("age")}
    kind: Literal["age"]
    of: Literal["person", "body"] = member(
        _("Age of"), "whose age", values={"person": _("a person"), "body": _("an organisation, since its founding")}
    )
    at_least: Number | None = member(_("At least"), "fewest whole years; null = no bound", none=_("no lower bound"), unit="years")
    at_most: Number | None = member(_("At most"), "most whole years; null = no bound", none=_("no upper bound"), unit="years")


class SizeCondition(Condition):
    """How large an organisation is (Commission Recommendation 2003/361/EC for the classes)."""

    kinds = {"size": _("size of the organisation")}
    kind: Literal["size"]
    headcount_at_most: Number | None = member(
        _("Staff at most"), "most staff in annual work units; null = no bound", none=_("no bound"), unit="people"
    )
    classes: tuple[Literal["micro", "small", "medium", "large"], ...] = member(
        _("Size classes"),
        "size classes that may enter; empty: any",
        none=_("any size"),
        values={"micro": _("micro"), "small": _("small"), "medium": _("medium-sized"), "large": _("large")},
    )


class StaffCondition(Condition):
    """Whether somebody works for an organisation."""

    kinds = {"staff": _("staff of an organisation")}
    kind: Literal["staff"]
    of: Text = member(_("Organisation"), "whose staff")
    domains: tuple[String, ...] = member(
        _("E-mail domains"), "domains of addresses that give staff away; empty: none known", none=_("none known")
    )
    family: YesNo = member(_("Relatives too"), "whether the condition reaches relatives")


class ProfessionsCondition(Condition):
    """Professions that must be there in the team."""

    kinds = {"professions": _("professions")}
    kind: Literal["professions"]
    all_of: tuple[Key, ...] = member(_("All of"), "names of the professions, each of which somebody must hold")


class EarlierWinnerCondition(Condition):
    """Whether the entrant has won before."""

    kinds = {"earlier_winner": _("earlier winner")}
    kind: Literal["earlier_winner"]
    of: Literal["challenge", "call", "programme"] = member(
        _("Won in"),
        "where the earlier win counts",
        values={"challenge": _("this challenge"), "call": _("this call"), "programme": _("this programme")},
    )
    awards: Literal["any", "money", "first_rank"] = member(
        _("Which wins"),
        "which earlier awards count",
        values={"any": _("any award"), "money": _("an award of money"), "first_rank": _("a first place")},
    )


class SaidCondition(Condition):
    """What the entrant declares, or that the authority invited them."""

    kinds = {"declared": _("declaration"), "invited": _("invitation")}
    kind: Literal["declared", "invited"]
    question: Key | None = member(
        _("Question"), "the question whose answer says it; null = no question of the form does", none=_("no question of the form")
    )


AnyCondition = Annotated[
    ApplicantCondition
    | PlaceCondition
    | AgeCondition
    | SizeCondition
    | StaffCondition
    | ProfessionsCondition
    | EarlierWinnerCondition
    | SaidCondition,
    by_kind,
]


class EntryAlone(Part):
    """One entrant by itself."""

    kinds = {"alone": _("alone")}
    kind: Literal["alone"]


class EntryAsGroup(Part):
    """Several together."""

    kinds = {"team": _("as a team of persons"), "consortium": _("as a consortium of organisations")}
    kind: Literal["team", "consortium"]
    members_at_least: Number | None = member(_("Members at least"), "fewest members; null = no bound", none=_("no lower bound"))
    members_at_most: Number | None = member(_("Members at most"), "most members; null = no bound", none=_("no upper bound"))
    captain: YesNo = member(_("One speaks for all"), "whether one member is named who acts for all")
    paid: Literal["captain", "evenly", "each"] = member(
        _("Money goes to"),
        "who receives a group's money",
        values={
            "captain": _("the one who speaks for all"),
            "evenly": _("all in even shares"),
            "each": _("each what they agreed"),
        },
    )
    public_name: Literal["members", "own"] = member(
        _("Public name"),
        "under which name the group is shown: those of its members, or a name of its own",
        values={"members": _("the names of its members"), "own": _("a name of its own")},
    )


class EntryRepresented(Part):
    """Somebody enters for others."""

    kinds = {"represented": _("represented by another")}
    kind: Literal["represented"]
    by: Literal["school", "guardian"] = member(
        _("By"), "who enters for them", values={"school": _("their school"), "guardian": _("a parent or guardian")}
    )


EntryAs = Annotated[EntryAlone | EntryAsGroup | EntryRepresented, by_kind]


class PlainGroup(Part):
    """Per whom a limit counts."""

    kinds = {
        "everyone": _("all together"),
        "applicant": _("each entrant"),
        "person": _("each person"),
        "entry": _("each entry"),
    }
    kind: Literal["everyone", "applicant", "person", "entry"]


class SameAnswerGroup(Part):
    """Entries with the same answer are one group."""

    kinds = {"same_answer": _("entries with the same answer")}
    kind: Literal["same_answer"]
    question: Key = member(_("Question"), "the question whose answer makes the group")


class JuryNamedGroup(Part):
    """The jury names the groups."""

    kinds = {"named_by_jury": _("groups named by the jury")}
    kind: Literal["named_by_jury"]
    jury: Key = member(_("Jury"), "the jury that names the groups")


CountedPer = Annotated[PlainGroup | SameAnswerGroup | JuryNamedGroup, by_kind]


class Limit(Scoped):
    """How many of something there may be: entries, lots, wins, capacity."""

    counts: Literal["entries", "admissible_entries", "teams", "members", "lots", "advances", "wins", "challenges"] = member(
        _("Counts"),
        "what is counted",
        values={
            "entries": _("entries"),
            "admissible_entries": _("admissible entries"),
            "teams": _("teams"),
            "members": _("members"),
            "lots": _("lots"),
            "advances": _("advances to a next round"),
            "wins": _("wins"),
            "challenges": _("challenges of the call"),
        },
    )
    of: CountedPer = member(_("Counted for"), "per whom it is counted")
    per: Literal["round", "lot", "challenge", "call"] = member(
        _("Counted within"),
        "within what it is counted",
        values={"round": _("one round"), "lot": _("one lot"), "challenge": _("the challenge"), "call": _("the whole call")},
    )
    round: Key | None = member(_("Round"), "which round, where it is counted within one; null elsewhere", none="")
    at_least: Number | None = member(_("At least"), "fewest; null = no lower bound", none=_("no lower bound"))
    at_most: Number | None = member(_("At most"), "most; null = expressly unlimited", none=_("unlimited"))
    excess: (
        Literal["refuse", "disqualify_all", "keep_first", "keep_last", "keep_first_listed", "applicant_chooses", "reserve_list"]
        | None
    ) = member(
        _("What is too many"),
        "what happens to the surplus; keep_first_listed keeps the reward that stands first in the list; null = no surplus",
        values={
            "refuse": _("is refused"),
            "disqualify_all": _("puts all of them out"),
            "keep_first": _("the first handed in stays"),
            "keep_last": _("the last handed in stays"),
            "keep_first_listed": _("the reward listed first stays"),
            "applicant_chooses": _("the entrant chooses"),
            "reserve_list": _("goes to a reserve list"),
        },
        none=_("cannot happen"),
    )
    shortfall: Literal["cancelled", "goes_on", "official"] | None = member(
        _("If there are too few"),
        "what happens below the least; null = there is no least",
        values={"cancelled": _("the competition is cancelled"), "goes_on": _("it goes on"), "official": _("an official decides")},
        none=_("nothing"),
    )


class Participation(Part):
    """Who may take part."""

    who: tuple[AnyCondition, ...] = member(_("Who may enter"), "conditions, all must hold; empty: everyone", none=_("everyone"))
    entry_as: tuple[EntryAs, ...] = member(_("How one enters"), "ways to enter, any one of them")
    limits: tuple[Limit, ...] = member(_("How often"), "limits, all must hold")
