"""What officials type: accepted, or refused in words with nothing lost."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from challenges import versioning
from challenges.models import Challenge
from tests.challenges.signing_in import SignedIn
from tests.factories.challenges import make_challenge_draft

pytestmark = pytest.mark.django_db

ROUND = {
    "title_en": "Concept",
    "title_pl": "Koncepcja",
    "opens_at_date": "2027-03-01",
    "opens_at_time": "12:00",
    "closes_at_date": "2027-04-01",
    "closes_at_time": "12:00",
    "openers_required": "2",
    "sees_others": "after_own",
    "scale_max": "5",
    "minimum_scorecards": "3",
    "threshold": "60",
    "tie_break": "earlier",
    "advance_limit": "3",
    "prize_each": "50 000",
}


@dataclass(frozen=True)
class DraftOnTheDesk:
    """A draft, and the browser of its author; `challenge` is read anew each time, as another page would."""

    pk: int
    reference: str
    client: Client

    @property
    def challenge(self) -> Challenge:
        return Challenge.objects.get(pk=self.pk)

    def address(self, view: str, *rest: Any) -> str:
        return reverse(f"challenges:{view}", args=[self.reference, *rest])


@pytest.fixture
def draft(ministry: SimpleNamespace, signed_in: SignedIn) -> DraftOnTheDesk:
    challenge = make_challenge_draft(ministry.authority, by=ministry.author)
    return DraftOnTheDesk(challenge.pk, challenge.reference, signed_in(ministry.author))


def test_dates_and_rules_are_stored(draft: DraftOnTheDesk) -> None:
    response = draft.client.post(draft.address("round", "concept"), ROUND)

    assert response.status_code == 302
    stage, amount = draft.challenge.rules.round("concept"), prize(draft)
    assert stage.intake.windows[0].closes.at == "2027-04-01T10:00:00Z"
    assert amount == "50000"
    assert [tie.kind for tie in stage.judging.ties] == ["criterion", "earlier_submission", "shared_rank"]
    assert stage.intake.anonymity is None
    assert stage.intake.openers == 2


def test_no_form_offers_a_round_that_is_not_sealed(draft: DraftOnTheDesk) -> None:
    assert "is_sealed" not in draft.client.get(draft.address("round", "concept")).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"closes_at_date": "2027-03-28", "closes_at_time": "02:30"}, "02:30 does not exist on this day"),
        ({"opens_at_date": "2026-10-25", "opens_at_time": "02:30"}, "02:30 happens twice on this day"),
        ({"closes_at_time": "00:00"}, "00:00 can mean the start or the end of a day"),
        ({"closes_at_date": "2027-02-01"}, "The deadline must be after the opening"),
        ({"decision_due_on": "2027-03-20"}, "The decision cannot be planned before the deadline"),
        ({"closes_at_date": "2027-02-30"}, "Enter a date that exists"),
        ({"title_pl": ""}, "in this language: Polish"),
        ({"threshold": "-1"}, "greater than or equal to 0"),
        ({"advance_limit": "0"}, "greater than or equal to 1"),
    ],
)
def test_wrong_rules_are_refused_and_stay_typed(typed: dict[str, str], words: str, draft: DraftOnTheDesk) -> None:
    before = draft.challenge.draft.number

    response = draft.client.post(draft.address("round", "concept"), ROUND | {"title_en": "Typed with care"} | typed)

    body = response.content.decode()
    assert response.status_code == 422
    assert words in body
    assert "govuk-error-summary" in body
    assert "Typed with care" in body
    assert draft.challenge.draft.number == before


def prize(draft: DraftOnTheDesk) -> str:
    """Return what each who advances from the first round gets."""
    found = next(item for item in draft.challenge.rules.rewards.items if item.to.round == "concept")
    return str(found.each.sum.amount)


def concept(draft: DraftOnTheDesk) -> Any:
    return draft.challenge.rules.round("concept")


def criteria_data(draft: DraftOnTheDesk, *weights: str, **changes: str) -> dict[str, str]:
    """Return what the page of criteria posts back with other weights."""
    data = {"criteria-TOTAL_FORMS": "4", "criteria-INITIAL_FORMS": "3"}
    for index, criterion in enumerate(concept(draft).judging.parts[0].criteria):
        prefix = f"criteria-{index}"
        data |= {f"{prefix}-key": criterion.key, f"{prefix}-weight": weights[index]}
        data |= {f"{prefix}-title_{code}": text for code, text in criterion.title.items()}
        for place, anchor in zip(("lowest", "middle", "highest"), criterion.scale.anchors, strict=True):
            data |= {f"{prefix}-{place}_{code}": text for code, text in anchor.label.items()}
    return data | changes


def test_weights_are_stored_whatever_they_add_up_to_and_become_a_gap(draft: DraftOnTheDesk) -> None:
    draft.client.post(draft.address("criteria", "concept", "jury"), criteria_data(draft, "40", "35", "20.5"))

    page = draft.client.get(draft.address("criteria", "concept", "jury")).content.decode()
    submit = draft.client.get(draft.address("submit")).content.decode()
    assert "<strong data-weights-sum>95.5</strong>" in page
    assert "<strong data-weights-left>4.5</strong>" in page
    assert "95.5" in submit
    assert f'href="{draft.address("criteria", "concept", "jury")}"' in submit


def test_criteria_are_added_and_removed_and_keep_their_keys(draft: DraftOnTheDesk) -> None:
    new = {"criteria-3-title_en": "Cost", "criteria-3-title_pl": "Koszt", "criteria-3-weight": "10"}

    draft.client.post(
        draft.address("criteria", "concept", "jury"), criteria_data(draft, "40", "50", "25", **new, **{"criteria-2-DELETE": "on"})
    )

    assert [(criterion.key, criterion.weight) for criterion in concept(draft).judging.parts[0].criteria] == [
        ("fit", "40"),
        ("feasibility", "50"),
        ("cost", "10"),
    ]
    assert concept(draft).intake.questions[0].criteria == ("fit",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"criteria-1-title_en": "Fit to the problem"}, "Two criteria are called"),
        ({"criteria-0-weight": "-1"}, "greater than or equal to 0.01"),
        ({"criteria-0-minimum": "5.01"}, "less than or equal to 5"),
        ({"criteria-0-title_pl": ""}, "in this language: Polish"),
    ],
)
def test_wrong_criteria_are_refused(changes: dict[str, str], words: str, draft: DraftOnTheDesk) -> None:
    response = draft.client.post(draft.address("criteria", "concept", "jury"), criteria_data(draft, "40", "35", "25", **changes))

    assert response.status_code == 422
    assert words in response.content.decode()


def test_questions_are_added_moved_edited_and_removed(draft: DraftOnTheDesk) -> None:
    client, address = draft.client, draft.address
    typed = {"label_en": "Which city?", "label_pl": "Które miasto?", "kind": "one_of", "required": "on", "criterion": "fit"}

    client.post(address("add_question", "concept"), typed | {"options_en": "Łódź\nKraków", "options_pl": "Łódź\nKraków"})
    assert [option.key for option in concept(draft).intake.questions[-1].options] == ["lodz", "krakow"]
    client.post(
        address("question", "concept", "which-city"), typed | {"options_en": "Lodz\nCracow", "options_pl": "Łódź\nKraków"}
    )
    client.post(address("move_question", "concept", "which-city"), {"direction": "up"})
    client.post(address("remove_question", "concept", "summary"))

    questions = {question.key: question for question in concept(draft).intake.questions}
    assert list(questions) == ["solution", "plan", "concept", "which-city", "own-work"]
    options = [(option.key, option.label["en"]) for option in questions["which-city"].options]
    assert options == [("lodz", "Lodz"), ("krakow", "Cracow")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "text"}, "Enter a word limit for a long text"),
        ({"kind": "one_of", "options_en": "One", "options_pl": "Jeden"}, "Enter at least two options in each language"),
        ({"kind": "one_of", "options_en": "A\nB\nC", "options_pl": "A\nB"}, "Enter as many options in each language"),
        ({"kind": "telepathy"}, "not one of the available choices"),
        ({"label_en": ""}, "in this language: English"),
    ],
)
def test_wrong_questions_are_refused(typed: dict[str, str], words: str, draft: DraftOnTheDesk) -> None:
    data = {"label_en": "Why?", "label_pl": "Dlaczego?", "kind": "line"} | typed

    response = draft.client.post(draft.address("add_question", "concept"), data)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_basic_facts_are_checked(draft: DraftOnTheDesk) -> None:
    typed = {
        "working_title": "Chłód",
        "topic": "environment",
        "law_profile": "pl-design-contest",
        "languages": ["en"],
        "currency": "PLN",
        "contact_email": "a@example.org",
        "cpv_codes": "72000000-5, 48000000",
    }
    refused = draft.client.post(draft.address("basics"), typed | {"cpv_codes": "72"})
    stored = draft.client.post(draft.address("basics"), typed)

    assert refused.status_code == 422
    assert "is not a CPV code" in refused.content.decode()
    assert stored.status_code == 302
    draft.challenge.refresh_from_db()
    assert draft.challenge.notice.cpv_codes == ("72000000-5", "48000000")
    assert draft.challenge.languages == ["en"]


def test_a_language_that_is_unticked_keeps_its_words(draft: DraftOnTheDesk) -> None:
    facts = {"working_title": "Chłód", "topic": "environment", "law_profile": "pl-design-contest", "currency": "PLN"}
    for languages in (["en"], ["en", "pl"]):
        draft.client.post(draft.address("basics"), {**facts, "contact_email": "a@example.org", "languages": languages})
        frozen = versioning.content_of(draft.challenge, words={})["rules"]["rounds"][0]["title"]
        assert sorted(frozen) == languages
    assert concept(draft).title["pl"] == "Koncepcja"


def test_weights_are_typed_as_poles_write_them(draft: DraftOnTheDesk) -> None:
    with override("pl"):
        address = draft.address("criteria", "concept", "jury")
    # The request leaves its language behind; the block takes it away again.
    with override("en"):
        draft.client.post(address, criteria_data(draft, "62,5", "12,5", "25"))

    assert [criterion.weight for criterion in concept(draft).judging.parts[0].criteria] == ["62.5", "12.5", "25"]


def test_two_officials_in_one_part_lose_nothing(draft: DraftOnTheDesk) -> None:
    opened = draft.challenge.draft.number
    draft.client.post(draft.address("round", "concept"), ROUND | {"revision": str(opened), "prize_each": "70 000"})
    draft.client.post(
        draft.address("criteria", "concept", "jury"), criteria_data(draft, "50", "25", "25") | {"revision": str(opened)}
    )

    assert prize(draft) == "70000"
    assert [criterion.weight for criterion in concept(draft).judging.parts[0].criteria] == ["50", "25", "25"]


def test_what_another_official_changed_meanwhile_is_said_and_can_be_replaced(draft: DraftOnTheDesk) -> None:
    address, opened = draft.address("round", "concept"), draft.challenge.draft.number
    mine = ROUND | {"revision": str(opened), "prize_each": "80 000"}
    draft.client.post(address, ROUND | {"revision": str(opened), "prize_each": "70 000"})

    response = draft.client.post(address, mine)

    body = response.content.decode()
    assert response.status_code == 422
    assert "70,000" in body
    assert "Save once more" in body
    assert prize(draft) == "70000"
    newest = str(draft.challenge.draft.number)
    assert f'name="revision" value="{newest}"' in body
    draft.client.post(address, mine | {"revision": newest})
    assert prize(draft) == "80000"
