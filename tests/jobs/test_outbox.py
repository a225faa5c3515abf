from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now

from accounts.errors import RuleBroken
from jobs.actions import outbox
from jobs.models import Message
from tests.factories.jobs import MessageFactory

pytestmark = pytest.mark.django_db
HERE = "tests.jobs.test_outbox."


class Refusing(BaseEmailBackend):
    """A mail server that says no."""

    def send_messages(self, messages):
        raise OSError("550 no such user")


class Dying(BaseEmailBackend):
    """A process killed between the mail and the mark."""

    def send_messages(self, messages):
        mail.outbox.extend(messages)
        raise SystemExit


def later(message):
    """The message rested long enough."""
    Message.objects.filter(pk=message.pk).update(due_at=now() - timedelta(seconds=1))
    message.refresh_from_db()


def test_a_mail_is_sent_once():
    message = MessageFactory(subject="결과 통보")

    assert outbox.deliver_due() == 1
    assert outbox.deliver_due() == 0

    message.refresh_from_db()
    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("결과 통보", [message.to])]
    assert (message.state, message.tries, message.body) == ("sent", 1, "내용")


def test_a_secret_is_wiped_once_it_is_sent():
    message = outbox.put(to="a@example.kr", subject="s", body="/link/secret/", secret=True)

    outbox.deliver(message)

    message.refresh_from_db()
    assert (mail.outbox[0].body, message.body) == ("/link/secret/", "")


def test_a_refused_mail_rests_and_then_stops_with_its_reason(settings):
    settings.EMAIL_BACKEND = HERE + "Refusing"
    message = MessageFactory()

    for tries in range(1, outbox.TRIES):
        assert outbox.deliver(message) is False
        assert not Message.objects.due().exists()
        later(message)
        assert (message.state, message.tries) == ("ready", tries)
    outbox.deliver(message)

    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "OSError('550 no such user')")
    assert outbox.deliver_due() == 0


def test_a_refused_mail_does_not_stop_the_next_for_long(settings):
    settings.EMAIL_BACKEND = HERE + "Refusing"
    first, second = MessageFactory(), MessageFactory()
    assert outbox.deliver_due() == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver_due() == 1

    assert Message.objects.get(state="sent") == second
    assert Message.objects.get(state="ready") == first


def test_a_crash_between_mail_and_mark_sends_twice_and_never_not_at_all(settings):
    message = MessageFactory()
    settings.EMAIL_BACKEND = HERE + "Dying"
    with pytest.raises(SystemExit):
        outbox.deliver(message)
    assert not Message.objects.due().exists()
    later(message)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.deliver_due()

    message.refresh_from_db()
    assert (len(mail.outbox), message.state, message.tries) == (2, "sent", 2)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_five_senders_at_once_send_one_mail_once(at_once):
    message = MessageFactory()

    at_once(*[lambda: outbox.deliver(message)] * 5)

    assert len(mail.outbox) == 1


def test_a_failed_mail_is_sent_again_on_demand():
    message = MessageFactory(state="failed", tries=5, error="no")

    outbox.again(message, by=None)

    assert outbox.deliver_due() == 1
    message.refresh_from_db()
    assert (message.state, message.error) == ("sent", "")
    with pytest.raises(RuleBroken):
        outbox.again(message, by=None)
