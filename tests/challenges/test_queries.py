"""Phases, searching, gaps and the archive."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from challenges.completeness import gaps
from challenges.lifecycle import ChallengePhase, ChallengeState
from challenges.models import Challenge, Round
from challenges.queries.desk import next_act
from challenges.queries.phases import phase_of, with_phase
from challenges.rules import building
from challenges.rules.base import HOLE
from challenges.services import archive_challenge, set_part
from core import clock
from core.folding import folded, search_words
from ledger.queries import events_about
from tests.factories.challenges import edit_round, make_authority, make_challenge_draft, make_published_challenge, name_jury

WHEN = datetime(2020, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("ŁÓDŹ", "lodz"),
        ("Straße  Ærø", "strasse aero"),
        ("İstanbul ﬁne", "istanbul fine"),
        ("", ""),
    ],
)
def test_folding(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(plain) == plain


def test_search_words_are_few_and_plain() -> None:
    assert search_words("Chłód, chłód! GT-2026-001 100%") == ["chlod", "gt-2026-001", "100"]
    assert len(search_words("a b c d e f g h i j k l")) == 8


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("zazolc", True),
        ("ZAŻÓŁĆ gesla", True),
        ("dluga 58", True),
        ("chlodniejsze", True),
        ("paragraph", False),
        ("nowhere", False),
    ],
)
def test_published_words_are_found_without_accents(query: str, is_found: bool) -> None:
    make_published_challenge()
    found = Challenge.objects.public()
    for word in search_words(query):
        found = found.filter(published_version__search_text__contains=word)

    assert found.exists() == is_found


@pytest.mark.django_db
def test_phases_in_sql_and_in_python_have_one_meaning() -> None:
    challenge = make_published_challenge()
    first, second = challenge.rounds.all()
    second_too = [first.closes_at + timedelta(seconds=1), second.opens_at, second.closes_at + timedelta(days=1)]
    moments = [first.opens_at - timedelta(seconds=1), first.opens_at, first.closes_at, *second_too]
    expected = [ChallengePhase.UPCOMING, ChallengePhase.OPEN, ChallengePhase.OPEN] + 3 * [ChallengePhase.JUDGING]

    def both(moment: datetime) -> tuple[str, str]:
        listed = with_phase(Challenge.objects.all(), moment).get(pk=challenge.pk)
        return phase_of(listed, moment), listed.phase

    assert [both(moment) for moment in moments] == [(phase, phase) for phase in expected]
    Round.objects.filter(pk=first.pk).update(decided_at=second.opens_at)
    assert both(second.opens_at) == (ChallengePhase.JUDGING, ChallengePhase.JUDGING)
    Round.objects.filter(pk=second.pk).update(decided_at=second.closes_at)
    assert both(second.closes_at) == (ChallengePhase.DECIDED, ChallengePhase.DECIDED)
    for state in (ChallengeState.CONCLUDED, ChallengeState.CANCELLED):
        Challenge.objects.filter(pk=challenge.pk).update(state=state)
        assert both(second.closes_at) == (ChallengePhase(state), ChallengePhase(state))


def found_gaps(challenge: Challenge) -> set[tuple[str, str]]:
    return {(gap.section, gap.code) for gap in gaps(challenge)}


@pytest.mark.django_db
def test_gaps_name_what_is_missing_and_where() -> None:
    challenge = make_challenge_draft(contact_email=None)
    author = challenge.created_by
    first = challenge.rules.round("concept").intake.windows[0]
    opens_at, closes_at = (datetime.fromisoformat(moment.at) for moment in (first.opens, first.closes))
    edit_round(challenge, "prototype", by=author, opens_at=opens_at, closes_at=closes_at, advance_limit=None)
    set_part(challenge, by=author, path="rules/rounds/prototype/judging/ties", value=HOLE)
    cost = building.criterion("cost", {"en": "Cost"}, "90", building.numbers("5"))
    set_part(challenge, by=author, path="rules/rounds/concept/judging/parts/jury/criteria", value=[cost])

    assert {
        ("basics", "contact"),
        ("round-prototype", "time.rounds"),
        ("round-prototype", "shape.missing"),
        ("round-prototype", "takes.none"),
        ("criteria-concept", "weights.sum"),
        ("criteria-concept", "text.missing"),
        ("criteria-concept", "no_anchor"),
    } <= found_gaps(challenge)


@pytest.mark.django_db
def test_rules_that_nothing_could_meet_are_gaps() -> None:
    challenge = make_challenge_draft()
    author = challenge.created_by
    cost = building.criterion("cost", {"en": "Cost", "pl": "Koszt"}, "100", building.numbers("4"), minimum="5")
    set_part(challenge, by=author, path="rules/rounds/concept/judging/parts/jury/criteria", value=[cost])
    edit_round(challenge, "concept", by=author, minimum_scorecards=1)
    edit_round(challenge, "prototype", by=author, minimum_scorecards=4)
    name_jury(challenge, author)

    assert {
        ("criteria-concept", "criterion.minimum"),
        ("round-concept", "law.scorecards"),
        ("round-prototype", "too_few_jurors"),
    } <= found_gaps(Challenge.objects.get(pk=challenge.pk))


@pytest.mark.django_db
def test_a_draft_from_a_template_lacks_nothing_but_its_jury() -> None:
    challenge = make_challenge_draft()

    assert {section for section, _code in found_gaps(challenge)} == {"panel"}


@pytest.mark.django_db
def test_once_all_rounds_are_decided_the_awards_are_led_on() -> None:
    challenge = make_published_challenge()
    challenge.rounds.update(decided_at=clock.now())

    assert str(next_act(challenge, clock.now()).what) == "lead the awards through the standstill"


@pytest.mark.django_db
def test_an_archived_challenge_is_public_concluded_and_nobodys() -> None:
    words = {"en": {"title": "Cup of Life", "summary": "", "brief": [{"type": "paragraph", "value": "<p>Blood</p>"}]}}
    facts = {"reference": "CG-1", "words": words, "topic": "health", "source_url": "https://example.org/1", "published_at": WHEN}

    challenge = archive_challenge(
        make_authority(), **facts, opens_at=WHEN, closes_at=WHEN + timedelta(days=30), budget=Decimal(10_000)
    )

    assert challenge.state == ChallengeState.CONCLUDED
    assert challenge.published_version.number == 1
    assert challenge.created_by is None
    assert "blood" in challenge.published_version.search_text
    assert [event.verb for event in events_about("CG-1")] == ["archive"]
    with pytest.raises(ValidationError, match="There is a challenge CG-1 already"):
        archive_challenge(make_authority(), **facts)
    with pytest.raises(ValidationError):
        archive_challenge(make_authority(), **facts | {"reference": "CG-2"}, opens_at=WHEN, closes_at=WHEN)
    assert not Challenge.objects.filter(reference="CG-2").exists()
