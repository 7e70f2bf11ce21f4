"""A blind contest of two rounds: no name of any round gets out before the jury has judged the last one."""

import json
import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from awards.queries.deciding import basis
from awards.services.ruling import Ruling, naming_gaps
from challenges.models import Round
from core import clock
from core.models import OutgoingMail
from evaluation import services
from evaluation.queries.revealing import rounds_still_blind
from ledger.models import Event
from submissions import identity
from submissions.models import Deposit, Entry
from tests.awards.blind_contests import contest, decide, revealed
from tests.factories import evaluation as make
from tests.factories.accounts import sign_in
from tests.factories.evaluation import Judging, judging

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#?]*)"')
# What is about a contest, or lists several. Other languages tell the same.
WALKED = re.compile(r"^/(desk|jury|challenges|winners|inbox)/")
# Names alone, for declarations of interest: see test_the_list_of_who_takes_part.
LIST_OF_NAMES = "/declaration/"
MACHINES = ("/api/v1/challenges/", "/api/v1/winners/", "/api/v1/winners.csv", "/api/v1/challenges.csv", "/feeds/challenges.atom")


def secrets() -> list[str]:
    """Return what would tell who took part: names, short names and addresses."""
    people = User.objects.filter(memberships__organisation__kind="supplier")
    told = [fact for person in people for fact in (person.name, person.email)]
    return [
        *told,
        *(fact for name in Entry.objects.values_list("proposal__supplier__name", "proposal__supplier__slug") for fact in name),
    ]


def pages(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Yield every page that a person reaches from `starts` by its address."""
    waiting, known = deque(starts), set(starts)
    while waiting:
        path = waiting.popleft()
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = f"{dict(response.headers)} {body.decode(errors='replace')}"
        yield path, text
        for link in LINK.findall(text) if "html" in response.headers.get("Content-Type", "") else ():
            if link not in known and WALKED.match(link):
                known.add(link)
                waiting.append(link)


def told(made: Judging) -> dict[str, str]:
    """Return all that jurors, officials and the public can read, by who reads it and where."""
    reference = made.challenge.reference
    data = (*MACHINES, f"/api/v1/challenges/{reference}/", f"/api/v1/challenges/{reference}/rounds/1/ranking.json")
    readers = {
        "juror": (made.people[1], ("/jury/", f"/jury/{reference}/round-1/ranking.json", f"/jury/{reference}/round-1/report/")),
        "secretary": (made.secretary, (f"/desk/{reference}/", "/inbox/")),
        "publisher": (made.publisher, (f"/desk/{reference}/", "/inbox/")),
        "public": (None, ("/", f"/challenges/{reference}/", "/winners/", "/ocds/releases.json", *data)),
    }
    found = {}
    for who, (person, starts) in readers.items():
        client = sign_in(Client(), person) if person else Client()
        found |= {f"{who} {path}": text for path, text in pages(client, *starts) if LIST_OF_NAMES not in path}
    officials = [person.email for person in (made.author, made.publisher, made.secretary, made.auditor, *made.people)]
    for mail in OutgoingMail.objects.filter(recipient__in=officials):
        found[f"mail {mail.key}"] = f"{mail.subject} {mail.text} {mail.html}"
    found["ledger"] = json.dumps(list(Event.objects.values_list("verb", "object_reference", "data")), ensure_ascii=False)
    return found


def leaks(pages_read: dict[str, str]) -> list[tuple[str, str]]:
    """Return where which of the secrets is told."""
    kept = secrets()
    return [(where, secret) for where, text in pages_read.items() for secret in kept if secret in text]


def sign(made: Judging) -> None:
    for person in made.people:
        services.sign_report(made.report, by=person)


def second_round(made: Judging) -> Judging:
    """Let those who advanced enter the second round, and judge it up to the signatures; the clock stands behind its deadline."""
    stage = made.challenge.rounds.get(number=2)
    suppliers = [entry.proposal.supplier for entry in Entry.objects.filter(round=made.round, state="advanced").order_by("pk")]
    entries = [make.make_entry(stage, supplier=supplier) for supplier in suppliers]
    Round.objects.filter(pk=stage.pk).update(opened_at=clock.database_now())
    later = Judging(
        made.authority, made.challenge, stage, made.author, made.publisher, made.secretary, made.auditor, made.people, entries
    )
    stage.refresh_from_db()
    services.assign_scorecards(stage, by=made.secretary)
    for person in made.people:
        services.declare_interests(made.seat(person), by=person, round=stage, statement="", conflicts=[])
        for number, entry in enumerate(entries):
            make.score(later.card(person, entry), person, mark=4 - number)
    services.circulate_report(later.report, by=made.chair, remarks="A strong field.")
    return later


def after_the_second_deadline(made: Judging) -> timedelta:
    return made.challenge.rounds.get(number=2).closes_at + timedelta(hours=1)


def test_no_name_gets_out_before_the_last_report_and_then_they_do() -> None:
    made = contest()
    codes = [entry.work_code for entry in made.entries]
    sign(made)
    made.round.refresh_from_db()
    preview = {f"outcome-{code}": proposal.outcome for code, proposal in basis(made.round).proposed.items()}
    path = f"/desk/{made.challenge.reference}/round-1/decision/preview/"
    letters = sign_in(Client(), made.secretary).post(path, {**preview, "departure_reason": ""}).content.decode()
    assert all(code in letters for code in codes)
    assert leaks({"preview": letters}) == []

    decide(made, made.round)
    assert Entry.objects.filter(state="advanced").count() == 2
    everything = told(made)
    assert leaks(everything) == []
    public = " ".join(text for where, text in everything.items() if where.startswith("public"))
    assert [code for code in codes if code in public] == []
    assert {"juror /jury/", f"secretary /desk/{made.challenge.reference}/round-1/decision/"} <= set(everything)

    with clock.moved_to(after_the_second_deadline(made)):
        later = second_round(made)
        for person in made.people[:-1]:
            services.sign_report(later.report, by=person)
        assert leaks(told(made)) == []
        assert revealed(made) == [False, False]

        services.sign_report(later.report, by=made.people[-1])
        assert revealed(made) == [True, True]
        later.round.refresh_from_db()
        decide(made, later.round)
        found = leaks(told(made))
        assert {where.split()[0] for where, _secret in found} >= {"secretary", "publisher", "public"}
        named = {secret for where, secret in found if where.startswith("public")}
        winners = {entry.proposal.supplier.name for entry in Entry.objects.filter(round=later.round, state="winner")}
        assert named & {entry.proposal.supplier.name for entry in made.entries} == winners


def test_the_ledger_tells_the_joining_of_both_rounds_after_the_last_signature() -> None:
    made = contest()
    sign(made)
    assert not Event.objects.filter(verb="reveal").exists()

    made.round.refresh_from_db()
    decide(made, made.round)
    with clock.moved_to(after_the_second_deadline(made)):
        later = second_round(made)
        sign(later)

    revealing = Event.objects.filter(verb="reveal").order_by("sequence")
    assert [event.object_reference for event in revealing] == [made.round.reference, later.round.reference]
    assert [event.data["sha256"] for event in revealing] == [made.report.sha256, later.report.sha256]


def test_works_of_the_second_round_have_codes_of_their_own() -> None:
    made = contest("signed")
    decide(made, made.round)
    with clock.moved_to(after_the_second_deadline(made)):
        later = second_round(made)
        text = sign_in(Client(), made.people[1]).get(f"/jury/{later.entries[0].work_code}/").content.decode()

    assert later.entries[0].work_code in text
    assert [entry.work_code for entry in made.entries if entry.work_code in text] == []


def test_the_list_of_who_takes_part_does_not_tell_who_came_on() -> None:
    made = contest("signed")
    decide(made, made.round)
    stage = made.challenge.rounds.get(number=2)
    with clock.moved_to(after_the_second_deadline(made)):
        advanced = Entry.objects.filter(round=made.round, state="advanced").first()
        entry = make.make_entry(stage, supplier=advanced.proposal.supplier)
        Round.objects.filter(pk=stage.pk).update(opened_at=clock.database_now())
        text = sign_in(Client(), made.chair).get(f"/jury/{made.challenge.reference}/round-2/declaration/").content.decode()
        stage.refresh_from_db()

        assert {supplier.name for supplier in identity.participants(stage)} == {e.proposal.supplier.name for e in made.entries}
    assert "You will not learn which of them came as far as this round" in text
    assert all(found.proposal.supplier.name in text for found in made.entries)
    assert entry.work_code not in text


def test_a_letter_tells_a_supplier_its_outcome_and_nobody_elses() -> None:
    made = contest("signed")
    decide(made, made.round)

    for entry in made.entries:
        owner = Deposit.objects.get(entry=entry).submitted_by
        text = sign_in(Client(), owner).get(f"/my/{made.challenge.reference}/round-1/outcome/").content.decode()
        others = [other for other in made.entries if other.pk != entry.pk]
        assert entry.work_code in text
        assert [o for o in others if o.work_code in text or o.proposal.supplier.name in text] == []


# --- What ends the waiting ----------------------------------------------------------------------------------------------


def test_names_are_told_when_nobody_advances() -> None:
    made = contest("signed", threshold="99")

    decide(made, made.round)

    made.challenge.refresh_from_db()
    assert made.challenge.state == "concluded"
    assert revealed(made) == [True, False]
    assert identity.name_for(made.entries[0], by=made.secretary) == made.entries[0].work_code
    fresh = Entry.objects.get(pk=made.entries[0].pk)
    assert identity.name_for(fresh, by=made.secretary) == "Zażółć Gęślą 0"


def test_a_later_round_into_which_nobody_can_come_keeps_nothing_hidden() -> None:
    made = contest("signing")
    with clock.moved_to(after_the_second_deadline(made)):
        sign(made)

    assert revealed(made) == [True, False]


def test_a_round_that_is_not_blind_waits_for_no_other() -> None:
    made = judging("signed", rounds=2, is_blind=False)

    assert revealed(made) == [True, False]


def test_nobody_wins_by_name_while_another_blind_round_is_to_be_judged() -> None:
    made = contest("signed")
    # As if the rounds ran side by side and this one were the last.
    (blind,) = rounds_still_blind(made.challenge)
    ruling = Ruling(made.secretary, clock.database_now(), {made.entries[0].work_code: "winner"}, {}, "")

    assert blind.number == 2
    assert [gap.code for gap in naming_gaps(made.round, ruling)] == ["still_blind"]
