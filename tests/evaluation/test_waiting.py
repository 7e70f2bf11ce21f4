"""What waits for whom: inbox, desk and the checks of a draft; and the way in of somebody who was only invited."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from challenges.models import Challenge
from core.worklist import waiting_for
from evaluation import services
from evaluation.completeness import panel_gaps
from evaluation.queries.desk_tasks import judging_tasks
from tests.evaluation.acts import invite
from tests.factories.accounts import sign_in
from tests.factories.evaluation import STAGES, Judging, judging, score

pytestmark = pytest.mark.django_db


def waiting(made: Judging, person: object) -> list[str]:
    return [str(item.title) for item in waiting_for(person) if made.challenge.reference in str(item.context)]


@pytest.mark.parametrize(
    ("stage", "chair", "member", "secretary"),
    [
        ("formed", [], [], ["Appoint the jury"]),
        ("appointed", ["Declare your interests"], ["Declare your interests"], ["Give out the scorecards of round 1"]),
        ("assigned", ["Declare your interests"], ["Declare your interests"], []),
        ("declared", ["Score 3 entries"], ["Score 3 entries"], []),
        ("scored", ["Write the report of the jury"], [], []),
        ("signing", ["Sign the report of the jury"], ["Sign the report of the jury"], []),
        ("signed", [], [], ["Decide round 1"]),
    ],
)
def test_the_inbox_names_the_next_act(stage, chair, member, secretary):
    made = judging(stage)
    assert waiting(made, made.chair) == chair
    assert waiting(made, made.people[1]) == member
    assert waiting(made, made.secretary) == secretary
    assert waiting(made, made.roles()["secretary elsewhere"]) == []


def test_an_invitation_waits_in_the_inbox():
    made = judging("opened")
    assert waiting(made, invite(made).user) == ["Answer the invitation to the jury"]


def test_each_waiting_thing_opens_for_its_person():
    for stage in STAGES[2:]:
        made = judging(stage)
        for person in (made.chair, made.people[1], made.secretary):
            for item in waiting_for(person):
                if made.challenge.reference not in str(item.context):
                    continue
                assert sign_in(Client(), person).get(item.url).status_code == 200, item


def test_the_desk_lists_jury_judging_and_report():
    def tasks(made: Judging) -> list[tuple[str, str, bool]]:
        challenge = Challenge.objects.get(pk=made.challenge.pk)
        return [(str(task.title), str(task.status), bool(task.url)) for task in judging_tasks(challenge, made.secretary)]

    made = judging("formed")
    assert tasks(made) == [("Jury", "Named", True), ("Judging", "To do", True), ("Report of the jury", "Not yet", False)]
    made = judging("declared")
    score(made.card(made.chair, made.entries[0]), made.chair)
    assert tasks(made)[1] == ("Judging", "1 of 9", True)
    made = judging("signed")
    assert tasks(made) == [("Jury", "Appointed", True), ("Judging", "Done", True), ("Report of the jury", "Signed", True)]


def test_a_draft_lacks_a_jury_until_enough_are_named():
    made = judging("opened")
    challenge = Challenge.objects.get(pk=made.challenge.pk)
    assert [gap.section for gap in panel_gaps(challenge)] == ["panel", "panel"]
    invite(made, email="a@example.org", role="deputy")
    invite(made, email="b@example.org", role="chair")
    invite(made, email="c@example.org")
    challenge = Challenge.objects.get(pk=made.challenge.pk)
    assert [str(gap.message) for gap in panel_gaps(challenge)] == ["2 jurors are named; the law profile asks for 3."]
    services.decline_seat(last := invite(made, email="d@example.org"), by=last.user)
    assert len(list(panel_gaps(Challenge.objects.get(pk=made.challenge.pk)))) == 1
    invite(made, email="e@example.org")
    assert list(panel_gaps(Challenge.objects.get(pk=made.challenge.pk))) == []


def test_somebody_who_was_only_invited_finds_the_way_in():
    made = judging("opened")
    seat = invite(made)
    client = Client()

    def answer(url: str, **data: str) -> str:
        response = client.post(url, data)
        assert response.status_code == 302, response.content.decode()[:2000]
        return response["Location"]

    def code() -> str:
        return re.search(r"\n([A-Z0-9-]{6,})\n", mail.outbox[-1].body).group(1)  # type: ignore[union-attr]

    confirm = answer(reverse("account_reset_password"), email=seat.user.email)
    choose = answer(confirm, code=code())
    answer(choose, password1="Ten long words 2026!", password2="Ten long words 2026!")
    verify = answer(reverse("account_login"), login=seat.user.email, password="Ten long words 2026!")
    answer(verify, code=code())
    url = reverse("evaluation:seat", args=[made.challenge.reference])
    assert client.get(url)["Location"].startswith(reverse("accounts:second_factor"))
    seat.user.refresh_from_db()
    assert sign_in(Client(), seat.user).get(url).status_code == 200
