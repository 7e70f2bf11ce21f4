"""Classes of changes by part and member: the notice, the law, who enters, and what is handed in."""

from collections.abc import Mapping
from dataclasses import replace

from challenges.rules import document, intake, law, participation, questions, values
from challenges.rules.base import Keyed, Part, Scoped
from challenges.rules.impact.rows import Bound, Row
from challenges.rules.impact.rows_made import (
    ADDING,
    AT_LEAST,
    AT_MOST,
    BREAKING,
    DEMANDS,
    FIRM,
    HEADINGS,
    IDENTITY,
    MEANING,
    PARTS,
    RELAXING,
    SAID,
    WORDS,
    better_along,
    items,
    less_is_better,
    more_is_better,
)

JURY = FIRM.about("jury")
FIXED_FRAME = FIRM.until(Bound.OPENING)
CLOSES = more_is_better("highest").about("dates").until(Bound.WINDOW_CLOSES)
WINDOWS = Row(
    BREAKING,
    added=ADDING,
    removed=BREAKING,
    moved=WORDS,
    bound=Bound.WINDOWS,
    topics=frozenset({"dates"}),
    later_allowed=True,
)

EVERYWHERE: Mapping[type[Part], Mapping[str, Row]] = {
    Part: {"kind": FIRM},
    Keyed: {"key": MEANING, "kind": MEANING},
    Scoped: {"lots": FIRM},
    values.Window: {
        "opens": less_is_better().about("dates").until(Bound.WINDOW_OPENS),
        "closes": CLOSES,
    },
    values.EntryWindow: {"registration_closes": CLOSES},
}

OF_THE_FRAME: Mapping[type[Part], Mapping[str, Row]] = {
    document.Document: {
        "format": IDENTITY,
        "notice": FIRM,
        "words": items(WORDS, BREAKING, WORDS),
        "rules": FIRM,
        "call": FIRM,
    },
    document.Notice: {
        "reference": IDENTITY,
        "authority": FIRM,
        "topic": SAID,
        "cpv_codes": SAID,
        "place": FIRM,
        "contact_email": SAID,
        "budget": more_is_better().about("purse"),
        "annexes": replace(PARTS, topics=frozenset({"jury"})),
    },
    document.AuthorityName: {"name": SAID, "slug": IDENTITY},
    document.Annex: {"sha256": JURY},
    document.WordsOfLanguage: {"title": SAID, "summary": SAID, "brief": FIRM},
    document.Rules: {
        "zone": FIXED_FRAME,
        "languages": Row(BREAKING, up=WORDS, is_sequence=True),
        "law": FIRM,
        "lots": items(ADDING, BREAKING, WORDS),
        "participation": FIRM,
        "juries": PARTS.about("jury"),
        "rounds": PARTS.until(Bound.OPENING),
        "rewards": FIRM,
        "reserved_changes": DEMANDS,
    },
    document.CallRules: {
        "title": SAID,
        "challenges": SAID,
        "more_later": more_is_better(),
        "stated_total": more_is_better().about("purse", "awards"),
        "windows": WINDOWS,
        "limits": DEMANDS,
        "pools": items(ADDING, BREAKING, WORDS).about("purse"),
    },
    law.Law: {
        "profile": FIXED_FRAME,
        "legal_basis": FIXED_FRAME,
        "procedure": FIXED_FRAME,
        "values": PARTS,
        "overrides": PARTS,
    },
    law.LawValue: {"key": MEANING, "value": FIRM, "source": SAID, "as_of": SAID},
    law.Override: {"key": MEANING, "value": FIRM, "reason": SAID},
    law.ReservedChange: {
        "direction": FIRM,
        "by": better_along("notice", "amendment"),
        "until": less_is_better("highest"),
        "words": FIRM,
    },
    document.Planned: {
        "when": Row(RELAXING, bound=Bound.FREE).about("dates"),
        "binding": replace(more_is_better(), bound=Bound.FREE),
    },
}

OF_ENTRANTS: Mapping[type[Part], Mapping[str, Row]] = {
    participation.Lot: {"title": SAID, "within": FIRM},
    participation.Participation: {"who": DEMANDS, "entry_as": items(RELAXING, BREAKING, WORDS), "limits": DEMANDS},
    participation.Condition: {
        "words": FIRM,
        "effect": FIRM,
        "verified_by": FIRM,
        "checked_at": better_along("entry", "award", "payment"),
    },
    participation.ApplicantCondition: {"any_of": more_is_better().turning()},
    participation.PlaceCondition: {"of": FIRM, "any_of": more_is_better().turning()},
    participation.AgeCondition: {"of": FIRM, "at_least": AT_LEAST.turning(), "at_most": AT_MOST.turning()},
    participation.SizeCondition: {"headcount_at_most": AT_MOST.turning(), "classes": AT_MOST.turning()},
    participation.StaffCondition: {"of": FIRM, "domains": FIRM, "family": FIRM},
    participation.ProfessionsCondition: {"all_of": less_is_better().turning()},
    participation.EarlierWinnerCondition: {"of": FIRM, "awards": FIRM},
    participation.SaidCondition: {"question": FIRM},
    participation.EntryAsGroup: {
        "members_at_least": AT_LEAST,
        "members_at_most": AT_MOST,
        "captain": less_is_better(),
        "paid": FIRM,
        "public_name": FIRM,
    },
    participation.EntryRepresented: {"by": FIRM},
    participation.SameAnswerGroup: {"question": FIRM},
    participation.JuryNamedGroup: {"jury": FIRM},
    participation.Limit: {
        "counts": MEANING,
        "of": FIRM,
        "per": FIRM,
        "round": FIRM,
        "at_least": AT_LEAST,
        "at_most": AT_MOST,
        "excess": FIRM,
        "shortfall": FIRM,
    },
}

OF_ENTRIES: Mapping[type[Part], Mapping[str, Row]] = {
    intake.Intake: {
        "windows": WINDOWS,
        "call_windows": replace(WINDOWS, up=ADDING, down=BREAKING, bound=Bound.DEADLINE),
        "more_later": more_is_better(),
        "enquiries": replace(WINDOWS, added=RELAXING),
        "channels": replace(items(RELAXING, BREAKING, WORDS), added_required=BREAKING),
        "late": better_along("refused", "by_discretion"),
        "entry_languages": more_is_better(),
        "openers": more_is_better("lowest"),
        "anonymity": FIRM,
        "public": better_along("while_open", "after_closing", "after_decision", "never"),
        "comments": less_is_better(),
        "replaceable": more_is_better(),
        "over_limit": FIRM,
        "sections": HEADINGS,
        "questions": items(ADDING, BREAKING, WORDS).completing(),
    },
    intake.Channel: {
        "required": less_is_better(),
        "counts_when": better_along("received", "sent"),
        "pattern": FIRM,
    },
    intake.Anonymity: {
        "until": better_along("report_signed", "decision", "contract"),
        "pseudonym_allowed": more_is_better(),
    },
    intake.Meeting: {"minutes": FIRM, "attendance": better_along("mandatory", "optional")},
    intake.Show: {"round": FIRM},
    questions.Section: {"title": SAID},
    questions.Question: {
        "label": SAID,
        "help": SAID,
        "required": Row(BREAKING, up=ADDING, down=RELAXING).completing(),
        "only_if": Row(ADDING).whole().completing(),
        "section": SAID,
        "envelope": FIRM,
        "criteria": FIRM,
        "options": items(ADDING, BREAKING, WORDS).completing(),
        "limits": items(BREAKING, RELAXING, WORDS).completing(),
    },
    questions.OnlyIf: {"question": FIRM, "any_of": FIRM},
    questions.Option: {"label": SAID},
    questions.AmountLimit: {
        "at_least": AT_LEAST.completing(),
        "at_most": AT_MOST.completing(),
        "over": FIRM.completing(),
        "not_counted": FIRM.completing(),
    },
    questions.ValueLimit: {"at_least": AT_LEAST.completing(), "at_most": AT_MOST.completing(), "unit": MEANING},
    questions.SumLimit: {
        "at_least": replace(AT_LEAST, completes=True, currency_is_unit=True),
        "at_most": replace(AT_MOST, completes=True, currency_is_unit=True),
    },
    questions.AnyOfLimit: {"any_of": more_is_better().completing()},
    questions.PatternLimit: {"pattern": FIRM.completing()},
    questions.WordedLimit: {"words": FIRM.completing()},
}
# What somebody agrees to by answering is more than a label.
BY_KIND: Mapping[tuple[type[Part], str], Mapping[str, Row]] = {
    (questions.Question, "declaration"): {"label": FIRM.completing(), "help": FIRM},
}
