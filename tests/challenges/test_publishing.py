"""Four eyes, one hash: what stands between a draft and the public."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from challenges.desk import tasks
from challenges.models import Challenge, ChallengeVersion
from challenges.queries.waiting import waiting_challenges
from challenges.services import (
    cancel_challenge,
    conclude_challenge,
    publish_challenge,
    return_challenge,
    set_part,
    submit_challenge,
)
from challenges.services.anchors import columns
from core import clock
from core.lifecycle import TransitionRefused
from core.models import OutgoingMail
from ledger.models import Event, Head
from ledger.queries import events_about
from pages.services import write_words
from tests.factories.challenges import (
    WORDS,
    make_challenge_draft,
    make_official,
    make_published_challenge,
    make_submitted_challenge,
    name_jury,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[object], Client]


def verbs(challenge: Challenge) -> list[str]:
    return [event.verb for event in events_about(challenge.reference)]


def test_submitting_freezes_words_and_rules_and_asks_the_publishers(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    version = challenge.candidate

    assert challenge.state == Challenge.State.IN_REVIEW
    assert version.content["words"]["pl"]["title"] == WORDS["pl"]["title"]
    assert len(version.document.rules.rounds[0].judging.parts[0].criteria) == 3
    assert list(version.writers.all()) == [ministry.author]
    mail = OutgoingMail.objects.get(key=f"challenge-submitted:{version.pk}:{ministry.publisher.pk}")
    assert mail.subject == f"Approve {challenge.reference}"
    assert f"/desk/{challenge.reference}/review/" in mail.text
    assert [str(item.title) for item in waiting_challenges(ministry.publisher)] == [f"Approve {challenge.reference}"]


def test_publishing_makes_exactly_the_candidate_public(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)

    publish_challenge(challenge, by=ministry.publisher, sha256=challenge.candidate.sha256)

    challenge.refresh_from_db()
    assert challenge.published_version == challenge.candidate
    assert challenge.published_version.number == 1
    assert challenge.published_version.published_by == ministry.publisher
    assert verbs(challenge)[-1] == "publish"
    assert Head.objects.first().occasion == f"publish {challenge.reference}"
    assert OutgoingMail.objects.filter(subject__startswith="Published", recipient=ministry.author.email).count() == 1


def test_an_author_cannot_approve_their_own_work(ministry: SimpleNamespace) -> None:
    Membership.objects.create(user=ministry.author, organisation=ministry.authority, role=Role.PUBLISHER)
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)

    with pytest.raises(TransitionRefused, match="You wrote part of this challenge"):
        publish_challenge(challenge, by=ministry.author, sha256=challenge.candidate.sha256)


@pytest.mark.parametrize("wrote", ["words", "rules"])
def test_a_publisher_who_wrote_any_of_it_cannot_approve(wrote: str, ministry: SimpleNamespace) -> None:
    both = make_official(ministry.authority, Role.PUBLISHER, Role.AUTHOR)
    challenge = make_challenge_draft(ministry.authority, by=ministry.author)
    if wrote == "words":
        write_words(challenge, by=both, language="pl", **WORDS["pl"])
    else:
        set_part(challenge, by=both, path="notice/place", value="Łódź")
    name_jury(challenge, ministry.author)
    submit_challenge(challenge, by=ministry.author)

    with pytest.raises(TransitionRefused, match="You wrote part of this challenge"):
        publish_challenge(challenge, by=both, sha256=challenge.candidate.sha256)
    assert list(waiting_challenges(both)) == []


def test_words_changed_after_submission_make_the_approval_unfit(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    seen = challenge.candidate.sha256
    write_words(challenge, by=ministry.author, language="en", **{**WORDS["en"], "title": "Something else"})

    with pytest.raises(TransitionRefused, match="changed after they were submitted"):
        publish_challenge(challenge, by=ministry.publisher, sha256=seen)


def test_words_changed_after_publication_change_nothing_public(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority, by=ministry.author)
    before = challenge.published_version.content
    write_words(challenge, by=ministry.author, language="en", **{**WORDS["en"], "title": "Something else"})

    challenge.refresh_from_db()
    assert challenge.published_version.content == before


def test_an_approver_publishes_only_what_they_saw(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    seen = challenge.candidate.sha256
    return_challenge(challenge, by=ministry.publisher, reason="The prize is missing.")
    set_part(challenge, by=ministry.author, path="notice/place", value="Łódź")
    submit_challenge(challenge, by=ministry.author)

    with pytest.raises(TransitionRefused, match="Another version was submitted"):
        publish_challenge(challenge, by=ministry.publisher, sha256=seen)
    assert ChallengeVersion.objects.filter(challenge=challenge, number__isnull=False).count() == 0


def test_publishing_twice_is_refused_and_changes_nothing(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority, publisher=ministry.publisher)
    published_at = challenge.published_at

    with pytest.raises(TransitionRefused):
        publish_challenge(challenge, by=ministry.publisher, sha256=challenge.candidate.sha256)
    challenge.refresh_from_db()
    assert challenge.published_at == published_at
    assert verbs(challenge).count("publish") == 1


def test_publishing_after_the_first_deadline_is_refused(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority)
    late = clock.now() + timedelta(days=14)

    with clock.moved_to(late), pytest.raises(TransitionRefused, match="The deadline of the round “Concept” has already passed"):
        publish_challenge(challenge, by=ministry.publisher, sha256=challenge.candidate.sha256)


def test_a_returned_challenge_is_a_draft_with_a_reason(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)

    return_challenge(challenge, by=ministry.publisher, reason="  The prize is missing. ")

    assert challenge.state == Challenge.State.DRAFT
    assert challenge.closing_reason == "The prize is missing."
    assert [str(item.title) for item in waiting_challenges(ministry.author)] == [
        f"Mend {challenge.reference}, which was returned"
    ]
    mail = OutgoingMail.objects.get(subject=f"Returned: {challenge.reference}", recipient=ministry.author.email)
    assert "The prize is missing." in mail.text
    # No words of people in the ledger, which keeps them for ever.
    assert "prize" not in str(Event.objects.get(verb="return").data)


@pytest.mark.parametrize("service", [return_challenge, cancel_challenge])
def test_returning_and_cancelling_need_a_reason(service: Callable[..., Challenge], ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority)

    with pytest.raises(TransitionRefused, match="Give the reason"):
        service(challenge, by=ministry.publisher, reason="   ")


def test_what_was_public_stays_public_when_cancelled(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority)

    cancel_challenge(challenge, by=ministry.publisher, reason="The law changed.")

    assert challenge.state == Challenge.State.CANCELLED
    assert Challenge.objects.public().filter(pk=challenge.pk).exists()


def test_a_cancelled_challenge_asks_for_nothing_on_its_desk(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority)
    open_before = [task for task in tasks(challenge, ministry.secretary) if not task.is_done]

    cancel_challenge(challenge, by=ministry.publisher, reason="The law changed.")

    left = [str(task.status) for task in tasks(challenge, ministry.secretary) if not task.is_done]
    assert open_before
    assert set(left) == {"Not needed any more"}


def test_writers_and_the_invited_jury_are_told_of_a_cancelled_draft(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)

    cancel_challenge(challenge, by=ministry.publisher, reason="The law changed.")

    told = OutgoingMail.objects.filter(key__startswith="challenge-cancelled:")
    jury = {juror.user.email for juror in challenge.panel.jurors.all()}
    assert set(told.values_list("recipient", flat=True)) == {ministry.author.email} | jury
    assert f"/desk/{challenge.reference}/" in told.get(recipient=ministry.author.email).text


def test_nothing_is_concluded_before_anything_is_decided(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority)

    with pytest.raises(TransitionRefused, match="No round was decided yet"):
        conclude_challenge(challenge, by=ministry.secretary)


def test_a_refused_approval_says_why_and_is_recorded(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    challenge = make_submitted_challenge(ministry.authority)
    client = signed_in(ministry.publisher)

    response = client.post(reverse("challenges:publish", args=[challenge.reference]), {"sha256": "0" * 64})

    assert response.status_code == 409
    assert "Another version was submitted" in response.content.decode()
    assert Event.objects.filter(verb="refused", object_reference=challenge.reference).count() == 1


def test_the_whole_way_through_the_browser(ministry: SimpleNamespace, signed_in: SignedIn) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    author, publisher = signed_in(ministry.author), signed_in(ministry.publisher)
    page = {view: reverse(f"challenges:{view}", args=[challenge.reference]) for view in ("review", "return", "submit", "publish")}

    review = publisher.get(page["review"]).content.decode()
    assert challenge.candidate.sha256 in review
    assert ministry.author.name in review
    assert publisher.post(page["return"], {"reason": ""}).status_code == 422
    publisher.post(page["return"], {"reason": "Too short."})
    assert "Too short." in author.get(reverse("challenges:challenge", args=[challenge.reference])).content.decode()
    author.post(page["submit"])
    challenge.refresh_from_db()
    publisher.post(page["publish"], {"sha256": challenge.candidate.sha256})

    challenge.refresh_from_db()
    assert challenge.state == Challenge.State.PUBLISHED
    told = author.get(reverse("challenges:history", args=[challenge.reference])).content.decode()
    assert f"{ministry.publisher.name} approved and published version 1." in told


def test_a_candidate_of_the_old_format_is_returned_and_submitted_again(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    old = ChallengeVersion.objects.create(
        challenge=challenge, content={"reference": challenge.reference}, sha256="0" * 64, titles={}, submitted_at=clock.now()
    )
    challenge.candidate = old
    challenge.save()

    with pytest.raises(TransitionRefused) as refused:
        publish_challenge(challenge, by=ministry.publisher, sha256=old.sha256)
    assert [gap.code for gap in refused.value.gaps] == ["old_format"]


def test_rules_changed_by_another_way_make_the_approval_unfit(ministry: SimpleNamespace) -> None:
    challenge = make_submitted_challenge(ministry.authority, by=ministry.author)
    newest = challenge.draft
    challenge.draft_revisions.create(number=newest.number + 1, document=newest.document, saved_at=clock.now())

    with pytest.raises(TransitionRefused) as refused:
        publish_challenge(challenge, by=ministry.publisher, sha256=challenge.candidate.sha256)
    assert [gap.code for gap in refused.value.gaps] == ["changed"]


def test_publishing_makes_the_anchors_that_its_rules_say(ministry: SimpleNamespace) -> None:
    challenge = make_published_challenge(ministry.authority)

    for row, rules in zip(challenge.rounds.all(), challenge.rules.rounds, strict=True):
        assert row.set_by_version == challenge.published_version
        assert (row.round_key, row.window_key, row.label) == (rules.key, rules.intake.windows[0].key, str(row.number))
        for name, value in columns(rules, rules.intake.windows[0]).items():
            assert getattr(row, name) == value
