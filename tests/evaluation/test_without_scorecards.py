"""Rounds in which nobody fills in a scorecard: the ranking waits for what people enter, and is made of it."""

import pytest
from django.utils.html import strip_tags

from core.worklist import waiting_for
from evaluation import services
from evaluation.models import Scorecard
from evaluation.published import follows
from tests.evaluation.undecided import agreed_order, answer, measured, newest, open_question
from tests.evaluation.visits import post, see, where
from tests.factories.evaluation import Judging, judging

pytestmark = pytest.mark.django_db


def standing(made: Judging) -> list[tuple[str, int | None]]:
    return [(each["work_code"], each["rank"]) for each in newest(made).content["entries"]]


def test_the_jury_agrees_an_order():
    made = judging("appointed", edit=agreed_order)
    services.assign_scorecards(made.round, by=made.secretary)
    assert not Scorecard.objects.exists()
    ask = open_question(made)
    assert (ask.who, ask.wants, ask.jury) == ("jury", "order", "jury")
    assert {rank for _code, rank in standing(made)} == {None}
    third, first, second = ask.about
    answer(made, [first, second, third])
    assert standing(made) == [(first, 1), (second, 2), (third, 3)]
    assert follows(newest(made).content)


def test_whom_the_order_leaves_out_has_no_place():
    made = judging("appointed", edit=agreed_order)
    services.assign_scorecards(made.round, by=made.secretary)
    one, _two, _three = open_question(made).about
    answer(made, [one])
    entries = newest(made).content["entries"]
    assert [(each["rank"], each["out"] and each["out"]["why"]) for each in entries] == [(1, None), *[(None, "not_placed")] * 2]


def test_numbers_alone_make_a_ranking_to_its_signed_report():
    made = judging("appointed", edit=measured)
    services.assign_scorecards(made.round, by=made.secretary)
    answer(made, {entry.work_code: str(10 + number) for number, entry in enumerate(made.entries)})
    assert [rank for _code, rank in standing(made)] == [1, 2, 3]
    services.circulate_report(made.report, by=made.chair, remarks="")
    for person in made.people:
        services.sign_report(made.report, by=person)
    assert made.report.state == "signed"


def test_the_desk_asks_for_the_ranking_and_not_for_scorecards():
    made = judging("appointed", edit=measured)
    titles = [str(item.title) for item in waiting_for(made.secretary)]
    assert "Make the ranking of round 1" in titles
    assert not any(title.startswith("Give out") for title in titles)
    assert "Nothing in this round is judged by scorecards." in strip_tags(see(made.secretary, "judging", *where(made)))
    post(made.secretary, "assign", *where(made))
    assert "Enter what people decide" in see(made.secretary, "judging", *where(made))
    assert "Make the ranking of round 1" not in [str(item.title) for item in waiting_for(made.secretary)]
