"""The scoring sheet as the rules make it: every kind of scale, groups, and criteria that depend on an answer."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from evaluation import services
from submissions.models import Deposit
from tests.evaluation.acts import refused
from tests.evaluation.visits import post, see
from tests.factories.accounts import sign_in
from tests.factories.evaluation import Judging, judging, save

pytestmark = pytest.mark.django_db


def criterion(key: str, scale: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return a criterion of the rules; `members` may replace the plain ones."""
    return {
        "key": key,
        "type": "quality",
        "title": {"en": key.title(), "pl": key.title()},
        "description": None,
        "group": None,
        "weight": None,
        "minimum": None,
        "scale": scale,
        "bonus": None,
        "only_if": None,
        "otherwise": None,
        "over_jurors": None,
        **members,
    }


def numbers(lowest: str | None, highest: str | None, step: str | None) -> dict[str, Any]:
    return {"kind": "numbers", "lowest": lowest, "highest": highest, "step": step, "anchors": []}


OF_HEAT = {"question": "idea", "any_of": ["heat"]}
GROUPS = [
    {"key": "work", "title": {"en": "The work itself"}, "within": None, "stated": []},
    {"key": "use", "title": {"en": "Its use"}, "within": "work", "stated": []},
]
AGGREGATION = {
    "kind": "sum_of_points",
    "first": "total",
    "over_jurors": {"kind": "mean"},
    "missing": "not_scored",
    "shown_decimals": None,
    "rounding": None,
}
ORDER = {"kind": "order", "decided_by": "majority"}
RANKS = {
    "kind": "mean_of_ranks",
    "of": "sum_of_points",
    "over_jurors": {"kind": "mean"},
    "equal": "shared",
    "missing": "not_scored",
    "shown_decimals": None,
    "rounding": None,
}
EVERY_SCALE = {
    "weights": None,
    "aggregation": AGGREGATION,
    "groups": GROUPS,
    "criteria": [
        criterion("fit", numbers("0", "5", "1"), group="use"),
        criterion("savings", numbers("0", None, "0.5"), group="use"),
        criterion("local", {"kind": "yes_no", "points": "10"}, group="work"),
        criterion("runs", {"kind": "pass_fail"}),
        criterion("noise", {"kind": "announced_later", "by": {"kind": "words", "words": "in May"}}),
        criterion("warmth", numbers("0", "5", "1"), only_if=OF_HEAT, otherwise="left_out"),
    ],
}
NOT_YET = {**EVERY_SCALE, "criteria": [each for each in EVERY_SCALE["criteria"] if each["key"] != "noise"]}
MARKS = {"mark_fit": "4", "mark_savings": "12.5", "mark_local": "yes", "mark_runs": "pass"}


def sent(made: Judging, **changes: Any) -> dict[str, Any]:
    card = made.card(made.chair, made.entries[0])
    return {**MARKS, "comment": "", "private_note": "", "revision": card.revision, "then": "stay", **changes}


def test_every_kind_of_scale_is_on_the_sheet():
    made = judging("declared", entries=1, part=EVERY_SCALE)
    text = see(made.chair, "sheet", made.entries[0].work_code)
    assert text.index("The work itself") < text.index("Its use") < text.index("Fit")
    assert text.count("The work itself") == 1
    assert text.count('type="radio"') == 6 + 2 + 2
    assert 'name="mark_savings"' in text
    assert "Points: 10" in text
    assert "the scale is announced later (in May)" in text
    assert 'name="mark_noise"' not in text
    assert 'name="mark_warmth"' not in text
    assert "it depends on an answer that the entry did not give" in text


def test_marks_of_every_kind_are_kept_as_text_and_shown_in_words():
    made = judging("declared", entries=1, part=EVERY_SCALE)
    code = made.entries[0].work_code
    post(made.chair, "sheet", code, **sent(made, reason_fit="Fits."))
    card = made.card(made.chair, made.entries[0])
    kept = {score.criterion_key: score.value for score in card.scores.all()}
    assert kept == {"fit": "4", "savings": "12.5", "local": "yes", "runs": "pass"}
    assert {score.part_key for score in card.scores.all()} == {"jury"}
    text = see(made.chair, "check", code)
    assert [f">{words}</strong>" in text for words in ("4", "12.5", "Yes", "Pass")] == [True] * 4
    assert "cannot be marked yet" in text


def test_a_typed_mark_comes_back_with_a_comma_in_polish():
    made = judging("declared", entries=1, part=NOT_YET)
    code = made.entries[0].work_code
    client = sign_in(Client(), made.chair)
    with translation.override("pl"):
        url = reverse("evaluation:sheet", args=[code])
        assert client.post(url, sent(made, mark_savings="7,5")).status_code == 302
        assert 'value="7,5"' in client.get(url).content.decode()
    assert {score.value for score in made.card(made.chair, made.entries[0]).scores.all()} >= {"7.5"}


@pytest.mark.parametrize(
    ("field", "mark"), [("savings", "7.3"), ("savings", "-1"), ("savings", "1e999"), ("local", "perhaps"), ("fit", "6")]
)
def test_a_mark_off_its_scale_is_refused_beside_its_criterion(field, mark):
    made = judging("declared", entries=1, part=EVERY_SCALE)
    answer = post(made.chair, "sheet", made.entries[0].work_code, status=422, **sent(made, **{f"mark_{field}": mark}))
    assert f'id="id_mark_{field}_error"' in answer.content.decode()
    assert not made.card(made.chair, made.entries[0]).scores.exists()


def test_a_criterion_is_asked_of_the_entries_that_gave_its_answer():
    made = judging("declared", entries=2, part=NOT_YET)
    warm, cold = made.entries
    content = {"title": "", "answers": {"idea": ["heat", "light"]}, "files": []}
    # What is handed in does not change: this stands for another answer.
    Deposit.objects.bulk_create(
        [
            Deposit(
                entry=warm,
                number=2,
                version_id=d.version_id,
                content=content,
                content_sha256="0" * 64,
                received_at=d.received_at,
                submitted_by=d.submitted_by,
            )
            for d in warm.deposits.all()
        ]
    )
    assert 'name="mark_warmth"' in see(made.chair, "sheet", warm.work_code)
    assert 'name="mark_warmth"' not in see(made.chair, "sheet", cold.work_code)
    marks = {"fit": "4", "savings": "1", "local": "no", "runs": "fail"}
    card = save(made.card(made.chair, cold), made.chair, marks=marks)
    assert services.submit_scorecard(card, by=made.chair).state == "submitted"
    card = save(made.card(made.chair, warm), made.chair, marks=marks)
    refused(lambda: services.submit_scorecard(card, by=made.chair), "“Warmth” has no mark yet")
    refused(lambda: save(made.card(made.chair, cold), made.chair, marks={"warmth": "3"}), "state|no criterion")


def test_what_cannot_be_marked_yet_holds_back_the_scorecard():
    made = judging("declared", entries=1, part=EVERY_SCALE)
    marks = {"fit": "4", "savings": "1", "local": "no", "runs": "pass"}
    card = save(made.card(made.chair, made.entries[0]), made.chair, marks=marks)
    refused(lambda: services.submit_scorecard(card, by=made.chair), "“Noise” cannot be marked yet")
    refused(lambda: save(card, made.chair, marks={"noise": "3"}), "announced later")


def test_only_the_ends_of_numbers_need_a_reason():
    made = judging("declared", entries=1, part=NOT_YET)
    marks = {"fit": "5", "savings": "0", "local": "no", "runs": "fail"}
    card = save(made.card(made.chair, made.entries[0]), made.chair, marks=marks)
    words = [str(gap.message) for gap in card.gaps()]
    assert [name for name in ("Fit", "Savings", "Local", "Runs") if any(name in text for text in words)] == ["Fit", "Savings"]


def test_jurors_who_never_see_each_other_are_told_so():
    made = judging("declared", entries=1, part={**NOT_YET, "others_visible": "never"}, sees_others="never")
    marks = {"fit": "4", "savings": "1", "local": "no", "runs": "pass"}
    for person in made.people[:2]:
        services.submit_scorecard(save(made.card(person, made.entries[0]), person, marks=marks), by=person)
    text = see(made.chair, "sheet", made.entries[0].work_code)
    assert "do not let jurors see each other’s marks" in text
    assert "Another juror" not in text


@pytest.mark.parametrize(
    ("aggregation", "words"),
    [
        (AGGREGATION, "26.5 in all."),
        (RANKS, "26.5 in all. Only the order in which your sums put the entries counts."),
        (ORDER, "No sum is made: the rules count no points."),
        ({**AGGREGATION, "kind": "weighted_share"}, "A share of the highest mark needs a highest mark above 0."),
    ],
)
def test_the_sum_is_what_the_rules_make_of_the_marks(aggregation, words):
    made = judging("declared", entries=1, part={**NOT_YET, "aggregation": aggregation})
    script = {"X-Portal-Autosave": "1"}
    answer = post(made.chair, "sheet", made.entries[0].work_code, status=200, headers=script, **sent(made))
    assert answer.json()["sum"] == words
    assert words in see(made.chair, "check", made.entries[0].work_code)


def test_weights_are_told_in_their_unit():
    weighted = {"percentage": ("40", ">40%<"), "order": ("2", ">no. 2 in importance<"), "equal": (None, "")}
    for unit, (weight, words) in weighted.items():
        one = [criterion("fit", numbers("0", "5", "1"), weight=weight)]
        made = judging("declared", entries=1, part={"weights": unit, "criteria": one})
        text = see(made.chair, "sheet", made.entries[0].work_code)
        assert words in text
        assert ("portal-weight" in text) == bool(words)
