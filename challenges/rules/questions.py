"""Questions of a form and the bounds of their answers."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from challenges.rules.base import Dec, Key, Keyed, Part, String, Text, YesNo, by_kind, member
from challenges.rules.values import Money


class OnlyIf(Part):
    """A condition on an earlier answer."""

    question: Key = member(_("Question"), "an earlier question of the same form")
    any_of: tuple[Key, ...] = member(_("Answered by any of"), "keys of its options, one of which was chosen")


class Option(Keyed):
    """One answer to choose."""

    label: Text = member(_("Label"), "the option as people read it")


class AmountLimit(Keyed):
    """How much there may be of an answer, by counting."""

    kinds = {
        "words": _("words"),
        "characters": _("characters"),
        "pages": _("pages"),
        "megabytes": _("megabytes"),
        "minutes": _("minutes"),
        "files": _("files"),
        "choices": _("choices"),
    }
    kind: Literal["words", "characters", "pages", "megabytes", "minutes", "files", "choices"]
    at_least: Dec | None = member(_("At least"), "fewest, in the unit that kind names; null = no bound", none=_("no lower bound"))
    at_most: Dec | None = member(_("At most"), "most, in the unit that kind names; null = no bound", none=_("no upper bound"))
    over: tuple[Key, ...] = member(
        _("Counted together with"), "other questions whose answers are counted together with this one; empty: none"
    )
    not_counted: Text | None = member(
        _("Not counted"), "what does not count, such as annexes; null = all counts", none=_("all counts")
    )


class ValueLimit(Keyed):
    """Bounds of a number."""

    kinds = {"value": _("value")}
    kind: Literal["value"]
    at_least: Dec | None = member(_("At least"), "smallest number; null = no bound", none=_("no lower bound"))
    at_most: Dec | None = member(_("At most"), "greatest number; null = no bound", none=_("no upper bound"))
    unit: String | None = member(_("Unit"), "unit of the number; null = it has none", none=_("none"))


class SumLimit(Keyed):
    """Bounds of a sum of money."""

    kinds = {"sum": _("sum of money")}
    kind: Literal["sum"]
    at_least: Money | None = member(_("At least"), "smallest sum; null = no bound", none=_("no lower bound"))
    at_most: Money | None = member(_("At most"), "greatest sum; null = no bound", none=_("no upper bound"))


class AnyOfLimit(Keyed):
    """Types of file, or what a link must lead to."""

    kinds = {"types": _("types of file"), "target": _("what the link leads to")}
    kind: Literal["types", "target"]
    any_of: tuple[String, ...] = member(_("Any of"), "file name endings without a dot, or page, video, product, repository")


class PatternLimit(Keyed):
    """A form that the answer must have."""

    kinds = {"pattern": _("form of the answer")}
    kind: Literal["pattern"]
    pattern: String = member(_("Form"), "the form as an example or in words; it is shown, not computed with")


class WordedLimit(Keyed):
    """A bound that people check."""

    kinds = {"layout": _("layout"), "no_author_data": _("nothing that names the author")}
    kind: Literal["layout", "no_author_data"]
    words: Text = member(_("Rule"), "the layout asked for, or what must not name the author")


AnswerLimit = Annotated[AmountLimit | ValueLimit | SumLimit | AnyOfLimit | PatternLimit | WordedLimit, by_kind]

QuestionKind = Literal[
    "line", "text", "number", "money", "date", "yes_no", "one_of", "many_of", "file", "link", "declaration", "table"
]


class Question(Keyed):
    """One field of a round's form."""

    kinds = {
        "line": _("one line of text"),
        "text": _("text"),
        "number": _("number"),
        "money": _("amount of money"),
        "date": _("date"),
        "yes_no": _("yes or no"),
        "one_of": _("one of several"),
        "many_of": _("several of several"),
        "file": _("file"),
        "link": _("link"),
        "declaration": _("declaration to agree to"),
        "table": _("table"),
    }
    kind: QuestionKind
    label: Text = member(_("Question"), "the question as people read it")
    help: Text | None = member(_("Help"), "a hint below the question; null = none", none=_("none"))
    required: YesNo = member(_("Must be answered"), "whether it must be answered where it is asked")
    only_if: OnlyIf | None = member(_("Asked only if"), "asked only after these answers; null = always", none=_("always asked"))
    section: Key | None = member(_("Section"), "key of the heading it stands under; null = none", none=_("none"))
    envelope: Literal["content", "identity", "price"] = member(
        _("Envelope"),
        "what of the entry it belongs to: the work the jury reads, the identity envelope it never sees (Pzp 63), or the price",
        values={"content": _("the work"), "identity": _("identity, never shown to the jury"), "price": _("price, opened apart")},
    )
    criteria: tuple[Key, ...] = member(
        _("Weighed under"),
        "keys of the criteria under which the answer is judged; where these are judged in some lots only, the question is "
        "asked in these lots alone; empty: none named",
        none=_("none named"),
    )
    options: tuple[Option, ...] = member(
        _("Options"), "answers to choose from, for one_of and many_of; columns of a table; empty for others"
    )
    limits: tuple[AnswerLimit, ...] = member(_("Limits"), "bounds of the answer, all must hold; empty: none")


class Section(Keyed):
    """A heading of the form."""

    title: Text = member(_("Heading"), "the heading as people read it")
