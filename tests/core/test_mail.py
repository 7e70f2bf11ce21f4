"""The outbox: once per fact and person, after the commit."""

import pytest
from django.core import mail as django_mail
from django.db import transaction

from core import mail
from core.models import MailDelivery, OutgoingMail
from core.tasks import send_waiting_mail


class Person:
    email = "ewa@example.org"
    language = "en"
    name = "Ewa Żółć"


@pytest.fixture
def letter(settings, tmp_path):
    """A mail template of one link."""
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "letter.txt").write_text("Hello\n\n{{ person.name }}\n\nFirst line\n\n{{ url }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    return {"key": "letter:1", "to": Person(), "template": "letter", "context": {"path": "/inbox/"}}


@pytest.mark.django_db
def test_the_same_fact_is_one_mail(letter):
    assert mail.queue_mail(**letter) == mail.queue_mail(**letter)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_a_rolled_back_act_leaves_no_mail(letter):
    with transaction.atomic():
        mail.queue_mail(**letter)
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_the_subject_is_one_line_and_the_text_has_the_link(letter, settings):
    queued = mail.queue_mail(**letter)
    assert "\n" not in queued.subject
    assert f"{settings.PORTAL_BASE_URL}/inbox/" in queued.text


@pytest.mark.django_db
def test_names_stand_plain_in_the_text_and_safe_in_the_html(letter):
    letter["to"].name = "Kowal & <b>Syn</b>"
    queued = mail.queue_mail(**letter)
    assert "Kowal & <b>Syn</b>" in queued.text
    assert "Kowal &amp; &lt;b&gt;Syn&lt;/b&gt;" in queued.html


@pytest.mark.django_db
def test_a_waiting_mail_is_sent_once(letter):
    mail.queue_mail(**letter)
    send_waiting_mail()
    send_waiting_mail()
    (sent,) = django_mail.outbox
    assert sent.to == ["ewa@example.org"]
    assert [delivery.error for delivery in MailDelivery.objects.all()] == [""]
