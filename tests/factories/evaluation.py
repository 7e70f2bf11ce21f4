"""A competition at any point of its judging. What comes before is laid by hand, the judging itself by its services."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import Membership, Organisation, User
from accounts.roles import Role
from challenges.models import Challenge, Round
from challenges.rules import building
from challenges.rules.building import Plain
from challenges.services import start_draft
from core import clock
from evaluation import services
from evaluation.models import Juror, Panel, Report, Scorecard
from ledger import chain
from submissions.lifecycle import EntryState
from submissions.models import Deposit, Entry, Proposal
from tests.factories.competitions import competition, criterion, judged_round, publish

_numbers = count(1)
# Weights 50, 30, 20; the first is the heaviest.
CRITERIA = (
    ("benefit", "Benefit for people", "50"),
    ("quality", "Quality of the solution", "30"),
    ("cost", "Cost of running it", "20"),
)
STAGES = ("opened", "formed", "appointed", "assigned", "declared", "scored", "signing", "signed")


def make_person(name: str, *, email: str = "", **fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(email or f"person{number}@example.org", "not a secret", name=name, **fields)


def make_organisation(name: str, *, kind: str = "supplier", legal_form: str = "company") -> Organisation:
    return Organisation.objects.create(kind=kind, legal_form=legal_form, name=name, slug=f"organisation-{next(_numbers)}")


def make_official(authority: Organisation, role: Role, name: str = "") -> User:
    person = make_person(name or f"The {role}")
    Membership.objects.create(user=person, organisation=authority, role=role)
    return person


def make_challenge(
    authority: Organisation,
    *,
    rounds: int = 1,
    published: bool = True,
    part: Mapping[str, Any] | None = None,
    further_parts: Sequence[Plain] = (),
    combine: Plain | None = None,
    edit: Callable[[Plain], None] | None = None,
    **rules: Any,
) -> Challenge:
    """Return a challenge whose rounds closed an hour ago (only the first, if there are several) and are not open yet.

    `rules` are fields of its rounds; `part` are members of the part of the judging, which make it one of format 2.
    `further_parts` are judged beside it, and put together by `combine`. `edit` changes the document before it is published.
    """
    now = clock.database_now()
    criteria = [criterion(key, name, weight) for key, name, weight in CRITERIA]
    questions = [
        building.question("text", "idea", {"en": "What is your idea?", "pl": "Jaki masz pomysł?"}),
        building.question("file", "plan", {"en": "Your plan", "pl": "Twój plan"}, required=False),
    ]
    stages = [
        judged_round(
            number,
            now + timedelta(days=30 * (number - 1)) - timedelta(days=10),
            now + timedelta(days=30 * (number - 1)) - timedelta(hours=1),
            criteria,
            questions,
            is_last=number == rounds,
            **({"limit": 2, "ties": "earlier"} | rules),
        )
        for number in range(1, rounds + 1)
    ]
    for stage in stages:
        stage["judging"]["parts"][0].update(part or {})
        stage["judging"]["parts"] += further_parts
        stage["judging"]["combine"] = combine
    document = competition(stages, topic="transport")
    if edit is not None:
        edit(document)
    words = {"en": {"title": "Lights for night trains", "summary": "", "brief": []}}
    if published:
        return publish(authority, document, words, at=now, by=make_official(authority, Role.PUBLISHER))
    author = make_official(authority, Role.AUTHOR)
    return start_draft(authority, document, by=author, titles={"en": "Lights for night trains"}, origin="test")


def make_entry(stage: Round, *, supplier: Organisation | None = None, state: str = EntryState.ADMISSIBLE) -> Entry:
    """Return an entry of `stage` that was handed in, with a deposit."""
    supplier = supplier or make_organisation(f"Supplier {next(_numbers)}")
    proposal, _created = Proposal.objects.get_or_create(challenge=stage.challenge, supplier=supplier)
    entry = Entry.objects.create(proposal=proposal, round=stage, state=state)
    content = {"title": "", "answers": {"idea": f"Work {entry.work_code}: lamps that follow people."}, "files": []}
    Deposit.objects.create(
        entry=entry,
        number=1,
        version=stage.challenge.published_version,
        content=content,
        content_sha256=chain.sha256(chain.canonical(content)),
        received_at=clock.database_now() + timedelta(milliseconds=next(_numbers)),
        submitted_by=make_person("Somebody at the supplier"),
    )
    return entry


@dataclass
class Judging:
    """A competition with its people; `round` is the one being judged."""

    authority: Organisation
    challenge: Challenge
    round: Round
    author: User
    publisher: User
    secretary: User
    auditor: User
    people: list[User] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def panel(self) -> Panel:
        return Panel.objects.select_related("challenge").get(challenge=self.challenge)

    @property
    def report(self) -> Report:
        return Report.objects.get(newest_of=self.round)

    @property
    def chair(self) -> User:
        return self.people[0]

    def seat(self, person: User) -> Juror:
        return Juror.objects.select_related("user", "panel__challenge").get(panel__challenge=self.challenge, user=person)

    def card(self, person: User, entry: Entry) -> Scorecard:
        return Scorecard.objects.select_related("entry__round").get(juror__user=person, entry=entry)

    def cards(self, person: User) -> Iterable[Scorecard]:
        return Scorecard.objects.filter(juror__user=person).select_related("entry__round").order_by("entry__work_code")

    def roles(self) -> dict[str, User]:
        """Return everybody that a rule may tell apart, by what they are to this competition."""
        elsewhere = make_organisation("Another ministry", kind="authority", legal_form="public_body")
        return {
            "author": self.author,
            "publisher": self.publisher,
            "secretary": self.secretary,
            "auditor": self.auditor,
            **{f"juror {number}": person for number, person in enumerate(self.people, start=1)},
            "secretary elsewhere": make_official(elsewhere, Role.SECRETARY),
            "administrator": make_person("Administrator", is_administrator=True, is_superuser=True),
            "outsider": make_person("Outsider"),
        }


def judging(stage: str = "assigned", *, entries: int = 3, jurors: int = 3, rounds: int = 1, **rules: Any) -> Judging:
    """Return a competition up to and including `stage` (one of STAGES). `rules` are those of `make_challenge`."""
    authority = make_organisation("Ministry of Night Trains", kind="authority", legal_form="public_body")
    officials = {role: make_official(authority, role) for role in (Role.AUTHOR, Role.PUBLISHER, Role.SECRETARY, Role.AUDITOR)}
    challenge = make_challenge(authority, rounds=rounds, **rules)
    first = challenge.rounds.get(number=1)
    made = Judging(authority, challenge, first, *officials.values())
    made.entries = [make_entry(first) for _ in range(entries)]
    Round.objects.filter(pk=first.pk).update(opened_at=clock.database_now())
    first.refresh_from_db()
    for step in STAGES[1 : STAGES.index(stage) + 1]:
        _STEPS[step](made, jurors)
    first.refresh_from_db()
    return made


def _form(made: Judging, jurors: int) -> None:
    panel = services.form_panel(made.challenge, by=made.secretary)
    for number in range(jurors):
        person = make_person(
            ("Zofia Przewodnicząca", "Jan Członek", "Ewa Członkini", "Olaf Juror")[number % 4] + f" {number + 1}"
        )
        role = Juror.Role.CHAIR if number == 0 else Juror.Role.MEMBER
        seat = services.invite_juror(panel, by=made.secretary, email=person.email, name="", role=role, qualification="Professor")
        services.accept_seat(seat, by=person)
        made.people.append(person)


def _appoint(made: Judging, _jurors: int) -> None:
    services.appoint_panel(made.panel, by=made.secretary)


def _assign(made: Judging, _jurors: int) -> None:
    services.assign_scorecards(made.round, by=made.secretary)


def _declare(made: Judging, _jurors: int) -> None:
    for person in made.people:
        services.declare_interests(made.seat(person), by=person, round=made.round, statement="", conflicts=[])


def _score(made: Judging, _jurors: int) -> None:
    for person in made.people:
        for number, entry in enumerate(made.entries):
            score(made.card(person, entry), person, mark=max(1, 4 - number))


def _circulate(made: Judging, _jurors: int) -> None:
    services.circulate_report(made.report, by=made.chair, remarks="A strong field.")


def _sign(made: Judging, _jurors: int) -> None:
    for person in made.people:
        services.sign_report(made.report, by=person)


_STEPS = {
    "formed": _form,
    "appointed": _appoint,
    "assigned": _assign,
    "declared": _declare,
    "scored": _score,
    "signing": _circulate,
    "signed": _sign,
}


def save(card: Scorecard, person: User, *, mark: int | None = 3, **changes: Any) -> Scorecard:
    """Save `mark` for every criterion; `marks`, `reasons`, `comment`, `private_note` and `revision` may be given instead."""
    given: dict[str, Any] = {
        "marks": {key: None if mark is None else Decimal(mark) for key, _name, _weight in CRITERIA},
        "reasons": {},
        "comment": "Well thought through.",
        "private_note": "",
        "revision": card.revision,
        **changes,
    }
    return services.save_scorecard(card, by=person, **given)


def score(card: Scorecard, person: User, *, mark: int = 3) -> Scorecard:
    """Save and submit `mark` for every criterion."""
    return services.submit_scorecard(save(card, person, mark=mark), by=person)
