"""What the people of a competition do, one function per act, each on its day; a competition is a list of them."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from accounts.models import Organisation, User
from awards.models import Award
from awards.services import finalise_award, resume_award, suspend_award
from challenges.models import Challenge, Round
from challenges.rules import building, plain_round
from challenges.rules.editing import with_value
from challenges.services import (
    archive_challenge,
    cancel_challenge,
    publish_challenge,
    return_challenge,
    set_part,
    submit_challenge,
)
from core import clock
from evaluation import services as evaluation
from evaluation.models import Juror, Scorecard
from submissions import services as submissions
from submissions.models import Entry, Proposal
from tests.factories.awards import decide, overturn
from tests.factories.challenges import make_challenge_draft
from tests.factories.submissions import make_pdf

BEGINS = datetime(2025, 1, 7, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = {
    "en": {"title": "Cooler stops", "summary": "Shade without power.", "brief": [{"type": "heading", "value": "Need"}]},
    "pl": {"title": "Chłodne wiaty", "summary": "Cień bez prądu.", "brief": [{"type": "heading", "value": "Potrzeba"}]},
}
CRITERIA = (("benefit", "60", "Korzyść"), ("upkeep", "40", "Utrzymanie"))
QUESTIONS = [
    building.question(
        "text",
        "idea",
        {"en": "Your idea", "pl": "Twój pomysł"},
        limits=[building.limit("words", "300")],
        criteria=["benefit"],
    ),
    building.question("file", "plan", {"en": "Your plan", "pl": "Twój plan"}),
    building.question("declaration", "own-work", {"en": "It is our own work.", "pl": "To nasza praca."}),
]


@dataclass
class Story:
    """One competition with its people. `number` is that of the round that is under way; `calendar` holds the moved clock."""

    calendar: ExitStack
    authority: Organisation
    author: User
    publisher: User
    secretary: User
    jurors: list[User]
    suppliers: list[tuple[Organisation, User]]
    preset: str = "design-contest"
    number: int = 1
    challenge: Challenge = field(init=False)

    @property
    def stage(self) -> Round:
        return Round.objects.select_related("challenge__authority").get(challenge=self.challenge, number=self.number)

    def on(self, moment: datetime) -> None:
        """Move the clock to a moment of the story."""
        self.calendar.enter_context(clock.moved_to(moment))

    def seats(self) -> list[Juror]:
        """Return the seats of those who score, by the order in which they were invited."""
        seats = Juror.objects.active().filter(panel__challenge=self.challenge).select_related("user", "panel__challenge")
        return list(seats.order_by("pk"))

    def awards(self) -> list[Award]:
        return list(Award.objects.filter(decision__entry__round__challenge=self.challenge).order_by("reference"))


def draft(story: Story) -> None:
    """Write words and rules, shorter than the preset's, and invite a chair, two members and a deputy."""
    story.on(clock.now() + DAY)
    story.challenge = make_challenge_draft(story.authority, by=story.author, preset=story.preset, words=WORDS)
    criteria = [_criterion(key, weight, polish) for key, weight, polish in CRITERIA]
    document = story.challenge.plain
    for stage in document["rules"]["rounds"]:
        path = f"rules/rounds/{stage['key']}"
        document = with_value(document, f"{path}/intake/questions", QUESTIONS)
        document = with_value(document, f"{path}/judging/parts/jury/criteria", criteria)
        ties = [building.criterion_tie("benefit"), *plain_round.TIE_ENDS["earlier"]()]
        document = with_value(document, f"{path}/judging/ties", ties)
    set_part(story.challenge, by=story.author, path="", value=document)
    panel = evaluation.form_panel(story.challenge, by=story.author)
    for person, role in zip(story.jurors, ("chair", "member", "member", "deputy"), strict=True):
        evaluation.invite_juror(panel, by=story.author, email=person.email, name=person.name, role=role, qualification="Dr")


def _criterion(key: str, weight: str, polish: str) -> building.Plain:
    scale = building.numbers("5", {mark: {"en": f"earns a {mark}", "pl": f"za {mark}"} for mark in ("0", "5")})
    return building.criterion(key, {"en": key.title(), "pl": polish}, weight, scale)


def submit(story: Story) -> None:
    submit_challenge(story.challenge, by=story.author)


def return_to_authors(story: Story) -> None:
    return_challenge(story.challenge, by=story.publisher, reason="The deadline falls on a holiday.")


def publish(story: Story) -> None:
    publish_challenge(story.challenge, by=story.publisher, sha256=story.challenge.candidate.sha256)
    for seat in Juror.objects.filter(panel__challenge=story.challenge).select_related("user", "panel__challenge"):
        evaluation.accept_seat(seat, by=seat.user)


def enter(story: Story) -> None:
    """Let two suppliers hand in."""
    for (supplier, owner), idea in zip(story.suppliers, ("awning", "vine"), strict=False):
        proposal = submissions.start_proposal(story.challenge, by=owner, supplier=supplier, title=f"A better {idea}")
        _hand_in(proposal.entries.get(), owner, idea)


def waver(story: Story) -> None:
    """Let the first supplier hand in again, another one take its entry back, and one more leave a draft."""
    _hand_in(Entry.objects.filter(round=story.stage).earliest("pk"), story.suppliers[0][1], "blue awning")
    for (supplier, owner), title in zip(story.suppliers[2:], ("A fountain", "A tree"), strict=True):
        entry = submissions.start_proposal(story.challenge, by=owner, supplier=supplier, title=title).entries.get()
        if title == "A fountain":
            _hand_in(entry, owner, title)
            submissions.withdraw_entry(entry, by=owner)


def enter_third(story: Story) -> None:
    supplier, owner = story.suppliers[2]
    proposal = submissions.start_proposal(story.challenge, by=owner, supplier=supplier, title="A mist")
    _hand_in(proposal.entries.get(), owner, "mist")


def enter_again(story: Story) -> None:
    """Go on to the second round, and let those who advanced hand in."""
    story.number = 2
    story.on(story.stage.opens_at + DAY)
    owners = {supplier.pk: owner for supplier, owner in story.suppliers}
    advanced = Proposal.objects.filter(challenge=story.challenge, entries__state=Entry.State.ADVANCED)
    for proposal in advanced.order_by("pk"):
        owner = owners[proposal.supplier_id]
        _hand_in(submissions.start_entry(proposal, by=owner, round=story.stage), owner, "prototype")


def _hand_in(entry: Entry, owner: User, idea: str) -> None:
    answers = {}
    for question in entry.round.rules.intake.questions:
        if question.kind == "file" and not entry.attachments.filter(question_key=question.key).exists():
            submissions.attach_file(entry, by=owner, question_key=question.key, file=make_pdf(), name=f"{idea}.pdf")
        elif question.kind not in ("file", "link"):
            answers[question.key] = "yes" if question.kind == "declaration" else f"It rests on a {idea}."
    submissions.save_draft(entry, by=owner, answers=answers)
    submissions.submit_entry(entry, by=owner)


def open_round(story: Story) -> None:
    story.on(story.stage.closes_at + HOUR)
    for official in (story.secretary, story.publisher)[: story.stage.openers_required]:
        submissions.consent_to_opening(story.stage, by=official)


def reject_one(story: Story) -> None:
    entry = Entry.objects.filter(round=story.stage, state=Entry.State.SUBMITTED).latest("pk")
    submissions.reject_entry(entry, by=story.secretary, reason="The plan is an empty page.")


def admit(story: Story) -> None:
    for entry in Entry.objects.filter(round=story.stage, state=Entry.State.SUBMITTED).order_by("pk"):
        submissions.admit_entry(entry, by=story.secretary)


def assign(story: Story) -> None:
    if story.number == 1:
        evaluation.appoint_panel(story.challenge.panel, by=story.secretary)
    for seat in story.seats():
        _declare(seat, story.stage)
    evaluation.assign_scorecards(story.stage, by=story.secretary)


def _declare(seat: Juror, stage: Round) -> None:
    evaluation.show_participants(seat, by=seat.user, round=stage)
    evaluation.declare_interests(seat, by=seat.user, round=stage, statement="", conflicts=[])


def step_down(story: Story) -> None:
    """Let the last member leave after a first mark, so that the deputy steps in."""
    story.on(clock.now() + DAY)
    leaving = story.seats()[-1]
    _score(Scorecard.objects.filter(juror=leaving, entry__round=story.stage).earliest("pk"), mark=2)
    evaluation.recuse_juror(leaving, by=leaving.user, reason="I advised this supplier last year.")
    _declare(story.seats()[-1], story.stage)


def score_some(story: Story) -> None:
    """Let the chair submit one scorecard and begin another."""
    first, second = Scorecard.objects.filter(juror=story.seats()[0], entry__round=story.stage).order_by("pk")
    _score(first, mark=4)
    _save(second, mark=3)


def score(story: Story) -> None:
    """Let everybody score what they have not yet; the first entry is the better one."""
    first = Entry.objects.filter(round=story.stage).earliest("pk")
    for card in Scorecard.objects.waiting().filter(entry__round=story.stage).select_related("juror__user").order_by("pk"):
        _score(card, mark=4 if card.entry_id == first.pk else 3)


def _score(card: Scorecard, *, mark: int) -> None:
    evaluation.submit_scorecard(_save(card, mark=mark), by=card.juror.user)


def _save(card: Scorecard, *, mark: int) -> Scorecard:
    texts = {"reasons": {}, "comment": "Simple and sturdy.", "private_note": ""}
    marks = {"benefit": Decimal(mark), "upkeep": Decimal(mark - 1)}
    return evaluation.save_scorecard(card, by=card.juror.user, marks=marks, revision=card.revision, **texts)


def sign(story: Story) -> None:
    story.on(clock.now() + DAY)
    chair, *members = story.seats()
    evaluation.circulate_report(story.stage.report, by=chair.user, remarks="A short list.")
    for seat in (chair, *members):
        evaluation.sign_report(story.stage.report, by=seat.user)


def decide_as_proposed(story: Story) -> None:
    story.on(clock.now() + DAY)
    decide(story.stage)


def dispute(story: Story) -> None:
    """Suspend the first award for a complaint, lift that, and overturn it; the second one becomes final."""
    overturned, final = story.awards()
    suspended = suspend_award(overturned, by=story.secretary, reason="A complaint was lodged.")
    resumed = resume_award(suspended, by=story.secretary, reason="The complaint was heard.")
    overturn(resumed, reason="The winner withdrew.")
    story.on(final.standstill_ends_at + HOUR)
    finalise_award(final, by=story.secretary, public_summary="A vine that shades a stop.")


def cancel(story: Story) -> None:
    cancel_challenge(story.challenge, by=story.publisher, reason="The money went to the flood.")


def archive(story: Story) -> None:
    story.challenge = archive_challenge(
        story.authority,
        reference="US-1001",
        words={"en": WORDS["en"]},
        topic="environment",
        source_url="https://www.challenge.gov/?challenge=1001",
        published_at=BEGINS - 900 * DAY,
    )
