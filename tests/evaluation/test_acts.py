"""What the rules leave to people: who may enter it, what it makes, and what is refused."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from challenges.models import Round
from challenges.rules.building import Plain
from core import clock
from core.lifecycle import TransitionRefused
from evaluation import services
from evaluation.methods.draws import drawn
from evaluation.models import Act, RankingSnapshot, Report
from evaluation.published import follows
from evaluation.queries.acts import acts_of
from evaluation.queries.asked import asks_answered, asks_open
from tests.evaluation.acts import mailed, verbs
from tests.evaluation.undecided import LOT, REASON, answer, newest, open_question, tied, with_vote
from tests.factories.evaluation import Judging

pytestmark = pytest.mark.django_db


def ranks(made: Judging) -> dict[str, tuple[int | None, bool]]:
    return {each["work_code"]: (each["rank"], each["is_shared"]) for each in newest(made).content["entries"]}


def code_refused(act: Any) -> str:
    with pytest.raises(TransitionRefused) as refused:
        act()
    return refused.value.gaps[0].code


def test_what_the_jury_decided_of_a_tie_makes_the_next_ranking():
    made = tied()
    ask = open_question(made)
    assert (ask.who, ask.wants, len(ask.about)) == ("jury", "order", 2)
    second, first = ask.about
    act = answer(made, [first, second])
    assert (ranks(made)[first], ranks(made)[second]) == ((4, False), (5, False))
    ranking = newest(made)
    assert (ranking.number, ranking.cause, act.number) == (2, "act", 1)
    assert ranking.content["acts"]["chosen"] == {ask.step: [first, second]}
    assert follows(ranking.content)
    made.round.refresh_from_db()
    assert asks_open(made.round) == []
    assert verbs(made.round.reference)[-2:] == ["enter_act", "rank"]


def test_a_stranger_computes_the_same_from_what_is_published(tmp_path):
    made = tied()
    answer(made, list(reversed(open_question(made).about)))
    ranking = newest(made)
    file = tmp_path / "ranking.json"
    file.write_text(json.dumps({"sha256": ranking.sha256, "content": ranking.content}))
    call_command("recompute_ranking", file)


def test_the_earlier_ranking_stays_what_it_was():
    made = tied()
    before = newest(made)
    answer(made, list(open_question(made).about))
    first = RankingSnapshot.objects.get(round=made.round, number=1)
    assert (first.pk, first.content, first.newest_of_id) == (before.pk, before.content, None)
    assert [each["work_codes"] for each in first.content["ties"] if each["remains"]]


def test_another_answer_takes_the_place_of_the_first_and_both_are_kept():
    made = tied()
    ask = open_question(made)
    answer(made, list(ask.about))
    made.round.refresh_from_db()
    [again] = asks_answered(made.round)
    assert (again.step, again.about) == (ask.step, ask.about)
    answer(made, list(reversed(ask.about)), step=ask.step)
    assert acts_of(made.round).chosen == {ask.step: tuple(reversed(ask.about))}
    assert [act.number for act in made.round.acts.all()] == [1, 2]
    assert newest(made).number == 3


def by_lot(document: Plain) -> None:
    document["rules"]["rounds"][0]["judging"]["ties"] = [LOT]


def test_a_draw_is_made_of_the_seed_and_can_be_repeated():
    made = tied(edit=by_lot)
    ask = open_question(made)
    assert (ask.who, ask.wants) == ("draw", "seed")
    answer(made, " 12 7 49 3 ")
    first, second = drawn("12 7 49 3", ask.about)
    assert (ranks(made)[first], ranks(made)[second]) == ((4, False), (5, False))
    assert newest(made).content["acts"]["seeds"] == {ask.step: "12 7 49 3"}


def test_votes_are_entered_for_every_entry():
    made = with_vote()
    ask = open_question(made)
    assert {rank for rank, _shared in ranks(made).values()} == {None}
    better, worse = (entry.work_code for entry in made.entries)
    answer(made, {better: "100", worse: "50"})
    content = newest(made).content
    # Marks of 4 and 3 of 5 are 80 and 60 %: 64 + 20, and 48 + 10.
    assert [(each["work_code"], each["points_exact"]) for each in content["entries"]] == [(better, "84"), (worse, "58")]
    assert [each["by_act"] for each in content["entries"]] == [{"public": "100"}, {"public": "50"}]
    assert content["asks"] == []
    assert follows(content)
    answer(made, {better: "10", worse: "100"}, step=ask.step)
    assert [each["points_exact"] for each in newest(made).content["entries"]] == ["68", "66"]


@pytest.mark.parametrize(
    ("given", "changes", "code"),
    [
        (["nobody"], {}, "no_answer"),
        ([], {}, "no_answer"),
        (None, {"reason": "Because."}, "no_substance"),
        (None, {"step": "ties/other"}, "not_asked"),
        (None, {"ranking": 7}, "stale"),
    ],
)
def test_what_is_no_answer_is_refused(given, changes, code):
    made = tied()
    about = list(open_question(made).about)
    assert code_refused(lambda: answer(made, about if given is None else given, **changes)) == code
    assert not Act.objects.exists()
    assert newest(made).number == 1


def test_a_second_tab_does_not_overwrite():
    made = tied()
    about = list(open_question(made).about)
    answer(made, about)
    step = made.round.acts.get().step
    assert code_refused(lambda: answer(made, about[::-1], step=step, ranking=1)) == "stale"


def test_only_the_secretary_enters():
    made = tied()
    for name, person in made.roles().items():
        if name != "secretary":
            with pytest.raises(PermissionDenied):
                answer(made, list(open_question(made).about), by=person)
    assert not Act.objects.exists()


def test_nothing_is_entered_before_the_ranking_after_the_decision_or_once_names_are_known():
    waiting = tied("declared")
    act = lambda made, ranking: services.enter_act(  # noqa: E731
        made.round, "ties/jury-decides", ["a"], by=made.secretary, reason=REASON, ranking=ranking
    )
    assert code_refused(lambda: act(waiting, 1)) == "not_ranked"
    made = tied()
    Round.objects.filter(pk=made.round.pk).update(decided_at=clock.database_now())
    assert code_refused(lambda: act(made, 1)) == "decided"
    signed = tied("signed")
    assert signed.round.revealed_at is not None
    assert code_refused(lambda: act(signed, 1)) == "revealed"


def test_an_act_while_the_report_is_signed_begins_another_report_and_tells_why():
    made = tied("signing")
    services.sign_report(made.report, by=made.chair)
    first = made.report
    answer(made, list(open_question(made).about))
    second = made.report
    assert (second.number, second.state, second.ranking.number, second.remarks) == (2, "draft", 2, "A strong field.")
    first.refresh_from_db()
    assert (first.state, first.newest_of_id, first.signatures.count()) == ("signing", None, 1)
    assert mailed(f"jury-superseded:{first.pk}") == 3
    assert mailed(f"jury-ranked:{second.ranking_id}") == 2
    assert code_refused(lambda: services.sign_report(first, by=made.people[1])) == "superseded"
    services.circulate_report(made.report, by=made.chair, remarks="As before.")
    for person in made.people:
        services.sign_report(made.report, by=person)
    assert made.report.state == "signed"
    assert first.signatures.count() == 1


def test_a_report_that_is_being_written_goes_on_under_the_next_ranking():
    made = tied()
    answer(made, list(open_question(made).about))
    assert [(each.number, each.ranking.number) for each in Report.objects.all()] == [(1, 2)]
    stale = lambda: services.circulate_report(made.report, by=made.chair, remarks="", ranking=1)  # noqa: E731
    assert code_refused(stale) == "stale"
    assert services.circulate_report(made.report, by=made.chair, remarks="", ranking=2).state == "signing"


def test_a_report_waits_for_numbers_but_not_for_a_tie_that_is_left_to_the_jury():
    made = with_vote()
    assert code_refused(lambda: services.circulate_report(made.report, by=made.chair, remarks="")) == "open_number"
    answer(made, {entry.work_code: "5" for entry in made.entries})
    assert services.circulate_report(made.report, by=made.chair, remarks="").state == "signing"
    left = tied()
    assert services.circulate_report(left.report, by=left.chair, remarks="").content["asks"]


def test_a_report_waits_for_a_draw():
    made = tied(edit=by_lot)
    assert code_refused(lambda: services.circulate_report(made.report, by=made.chair, remarks="")) == "open_seed"
