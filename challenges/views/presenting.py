"""From facts to components: tags, rows and tables of the desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from challenges import manuscripts
from challenges.desk import DeskTask
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, ChallengeVersion, Round, Topic
from challenges.profiles import PROFILES
from challenges.queries.desk import DeskRow
from challenges.rules.building import Plain
from challenges.rules.outline import KINDS, TIE_BREAKS, points_needed
from core.components import Column, SummaryRow, Table, Tag, Task
from core.components.messages import TagColour
from core.translated import language_name
from core.wording import day, localised, money
from core.wording import moment_words as moment

_COLOURS: dict[str, TagColour] = {
    ChallengeState.DRAFT: "grey",
    ChallengeState.IN_REVIEW: "yellow",
    ChallengeState.PUBLISHED: "green",
    ChallengeState.CONCLUDED: "blue",
    ChallengeState.CANCELLED: "red",
}


@dataclass(frozen=True)
class TaskGroup:
    """A heading and the tasks below it."""

    title: str
    id: str
    tasks: list[Task]
    number: int = 0


@dataclass(frozen=True)
class WordsOfLanguage:
    """The words of a version in one language, ready to be shown."""

    code: str
    language: str
    title: str
    summary: str
    brief: Any


@dataclass(frozen=True)
class RoundFacts:
    """One round of a version: its rules as rows, its criteria and its questions as tables."""

    title: str
    rows: list[SummaryRow]
    criteria: Table
    questions: Table


def in_every_language(texts: Mapping[str, str]) -> SafeString:
    """Return a text in every language it has, one below the other: who approves rules reads all of them."""
    return format_html_join(
        mark_safe("<br>"), '<span lang="{}">{}</span>', [(code, text) for code, text in texts.items() if text]
    )


def state_tag(challenge: Challenge) -> Tag:
    return Tag(text=challenge.get_state_display(), colour=_COLOURS[challenge.state])


def desk_table(rows: Iterable[DeskRow]) -> Table:
    """Return the list of challenges: reference, title, authority, state, who acts next, until when."""
    head = [_("Challenge"), _("State"), _("Who acts next"), _("Until")]
    return Table(caption=_("Challenges"), caption_hidden=True, head=head, rows=[_desk_cells(row) for row in rows])


def _desk_cells(row: DeskRow) -> list[Any]:
    challenge, act = row.challenge, row.next_act
    link = format_html(
        '<a class="govuk-link" href="{}">{}</a><br><span class="govuk-hint">{} · {}</span>',
        reverse("challenges:challenge", args=[challenge.reference]),
        challenge.working_title,
        challenge.reference,
        challenge.authority.name,
    )
    who = format_html("{}: {}", act.who, act.what) if act else "–"
    return [link, state_tag(challenge), who, moment(act.due_at) if act and act.due_at else "–"]


def task_groups(document: Plain, tasks: Sequence[DeskTask]) -> list[TaskGroup]:
    """Return the tasks under their headings: preparing, each round, approval, the end, then what other apps name."""
    titles = {"prepare": _("Words and facts")}
    numbers = {}
    for number, stage in enumerate(document["rules"].get("rounds", []), start=1):
        titles[f"round-{number}"] = _round_title(number, stage.get("title", {}))
        numbers[f"round-{number}"] = number
    titles |= {"amendment": _("Amendment"), "approve": _("Approval"), "conclude": _("Outcome")}
    titles |= {task.section: _("More") for task in tasks if task.section not in titles}
    return [
        TaskGroup(title, section, [_task(task) for task in tasks if task.section == section], numbers.get(section, 0))
        for section, title in titles.items()
        if any(task.section == section for task in tasks)
    ]


def _task(task: DeskTask) -> Task:
    return Task(title=task.title, status=task.status, href=task.url, hint=task.hint, done=task.is_done)


def words_of(content: Mapping[str, Any]) -> list[WordsOfLanguage]:
    """Return the words of a version, one item per language."""
    store = manuscripts.store()
    return [
        WordsOfLanguage(code, language_name(code), words["title"], words.get("summary", ""), store.drawn(words.get("brief", [])))
        for code, words in content["words"].items()
    ]


def candidate_rows(version: ChallengeVersion) -> list[SummaryRow]:
    """Return who wrote and submitted a version, and its hash."""
    writers = ", ".join(str(person) for person in version.writers.order_by("name"))
    fingerprint = format_html('<code class="portal-code">{}</code>', version.sha256)
    return [
        SummaryRow(key=_("Written by"), value=writers),
        SummaryRow(key=_("Submitted"), value=f"{version.submitted_by}, {moment(version.submitted_at)}"),
        SummaryRow(key=_("SHA-256 of words and rules"), value=fingerprint),
    ]


def fact_rows(content: Mapping[str, Any]) -> list[SummaryRow]:
    """Return the basic facts of a version."""
    profile = PROFILES[content["law_profile"]]
    facts = [
        (_("Authority"), content["authority"]["name"]),
        (_("Law profile"), f"{profile.name} ({profile.source})" if profile.source else profile.name),
        (_("Topic"), dict(Topic.choices).get(content["topic"], "")),
        (_("Budget"), money(content["budget"], content["currency"])),
        (_("CPV codes"), ", ".join(content["cpv_codes"])),
        (_("Place"), content["place"]),
        (_("Contact e-mail"), content["contact_email"]),
    ]
    return [SummaryRow(key=key, value=value or "–") for key, value in facts]


def _round_title(number: int, title: Mapping[str, str]) -> str:
    return _("Round %(number)s: %(title)s") % {"number": number, "title": localised(title)}


def round_facts(content: Mapping[str, Any]) -> list[RoundFacts]:
    """Return the rounds of a version."""
    return [
        RoundFacts(
            title=_round_title(stage["number"], stage["title"]),
            rows=_round_rows(stage, content["currency"]),
            criteria=_criteria_table(stage),
            questions=_questions_table(stage),
        )
        for stage in content["rounds"]
    ]


def _round_rows(stage: Mapping[str, Any], currency: str) -> list[SummaryRow]:
    yes_no = {True: _("Yes"), False: _("No")}
    facts = [
        (_("Opens"), _moment(stage["opens_at"])),
        (_("Deadline"), _moment(stage["closes_at"])),
        (_("Decision planned by"), day(parse_date(stage["decision_due_on"])) if stage["decision_due_on"] else ""),
        (_("Officials needed to open"), stage["openers_required"]),
        (_("Blind: the jury does not know whose entry it reads"), yes_no[stage["is_blind"]]),
        (_("A juror sees the others' scorecards"), Round.SeesOthers(stage["sees_others"]).label),
        (_("Scorecards needed per entry"), stage["minimum_scorecards"]),
        (_("Marks"), _("0 to %(highest)s") % {"highest": stage["scale_max"]}),
        (_("Points needed"), points_needed(stage)),
        (_("Ties are broken by"), "; ".join(str(TIE_BREAKS[rule]) for rule in stage["tie_break"])),
        (_("At most how many advance or win"), stage["advance_limit"]),
        (_("Prize for each of them"), money(stage["prize_each"], currency)),
    ]
    return [SummaryRow(key=key, value="–" if value in (None, "") else str(value)) for key, value in facts]


def _criteria_table(stage: Mapping[str, Any]) -> Table:
    rows = [
        [
            in_every_language(criterion["name"]),
            in_every_language(criterion["description"]),
            f"{Decimal(criterion['weight']):f}",
            _anchors(criterion["anchors"]),
        ]
        for criterion in stage["criteria"]
    ]
    head: list[Column | str] = [
        _("Criterion"),
        _("What the jury looks for"),
        Column(text=_("Weight"), numeric=True),
        _("Worded marks"),
    ]
    return Table(caption=_("Criteria of round %(number)s") % {"number": stage["number"]}, head=head, rows=rows)


def _anchors(anchors: Mapping[str, Mapping[str, str]]) -> SafeString:
    worded = sorted(anchors.items(), key=lambda item: Decimal(item[0]))
    return format_html_join(mark_safe("<br>"), "{}: {}", [(mark, in_every_language(words)) for mark, words in worded])


def _questions_table(stage: Mapping[str, Any]) -> Table:
    yes_no = {True: _("Yes"), False: _("No")}
    rows = [
        [
            in_every_language(question["label"]),
            _help_and_options(question),
            str(KINDS[question["kind"]]),
            yes_no[question["is_required"]],
            str(question["word_limit"] or "–"),
        ]
        for question in stage["questions"]
    ]
    head: list[Column | str] = [
        _("Question"),
        _("Help and options"),
        _("Kind"),
        _("Must be answered"),
        Column(text=_("Word limit"), numeric=True),
    ]
    return Table(caption=_("Questions of round %(number)s") % {"number": stage["number"]}, head=head, rows=rows)


def _help_and_options(question: Mapping[str, Any]) -> SafeString:
    texts = [question["help_text"], *(option["label"] for option in question["options"])]
    return format_html_join(mark_safe("<br>"), "{}", [(in_every_language(text),) for text in texts if any(text.values())])


def _moment(text: str | None) -> str:
    return moment(datetime.fromisoformat(text)) if text else ""
