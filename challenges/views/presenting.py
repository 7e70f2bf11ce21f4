"""From facts to components: tags, rows and tables of the desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from challenges import manuscripts
from challenges.desk import DeskTask
from challenges.lifecycle import ChallengeState
from challenges.models import Challenge, ChallengeVersion, Topic
from challenges.profiles import PROFILES
from challenges.queries.desk import DeskRow
from challenges.rules.building import Plain
from challenges.rules.chapters import Chapter, chapters
from challenges.rules.document import Document
from challenges.rules.outline import outline
from core.components import SummaryRow, Table, Tag, Task
from core.components.messages import TagColour
from core.translated import language_name
from core.wording import localised, money
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
class RulesInLanguage:
    """All that the rules say, in one language."""

    code: str
    language: str
    chapters: tuple[Chapter, ...]


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


def version_told(document: Document) -> dict[str, Any]:
    """Return what a page shows of a whole version: words, basic facts and rules."""
    outlined = outline(document)
    return {"words": words_of(outlined), "facts": fact_rows(outlined), "rules_told": rules_told(document)}


def rules_told(document: Document) -> list[RulesInLanguage]:
    """Return the rules in each language that they and the portal have, the active one first: who approves them reads all."""
    known = [code for code, _name in settings.LANGUAGES if code in (document.rules.languages or ())]
    active = get_language() or settings.LANGUAGE_CODE
    told = []
    for code in dict.fromkeys([active, *known]):
        name = language_name(code)
        with override(code):
            told.append(RulesInLanguage(code, name, chapters(document)))
    return told
