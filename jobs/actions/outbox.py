"""Mail: put in a row by an action, sent later and outside any transaction."""

import logging
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from jobs.models import Message

#: How long a sender may take; also how long a refused mail rests. Longer than the mail timeout.
PATIENCE = timedelta(minutes=2)
TRIES = 5
BATCH = 20
log = logging.getLogger(__name__)


def put(*, to, subject, body, programme=None, about="", secret=False) -> Message:
    """Want a mail sent. ``secret``: its body is wiped once it is sent."""
    return Message.objects.create(
        to=to, subject=subject[:300], body=body, programme=programme, about=about, secret=secret
    )


def deliver_due() -> int:
    """Send what is due, oldest first; stop at the first failure, the server may be down."""
    sent = 0
    for message in Message.objects.due().order_by("due_at", "pk")[:BATCH]:
        if not deliver(message):
            break
        sent += 1
    return sent


def deliver(message) -> bool:
    """Claim, send outside any transaction, mark. A hanging mail server holds no lock.

    A crash between mail and mark sends twice; nothing sends zero times. False if it failed.
    """
    until = now() + PATIENCE
    mine = Message.objects.filter(pk=message.pk, due_at=message.due_at).due()
    if not mine.update(state=Message.State.SENDING, due_at=until, tries=F("tries") + 1):
        return True  # another sender has it
    mine = Message.objects.filter(pk=message.pk, due_at=until)
    try:
        send_mail(message.subject, message.body, None, [message.to])
    except Exception as error:  # whatever the server said, people see it on the page
        log.exception("mail %s", message.pk)
        last = message.tries + 1 >= TRIES
        mine.update(state=Message.State.FAILED if last else Message.State.READY, error=repr(error))
        return False
    wiped = {"body": ""} if message.secret else {}
    mine.update(state=Message.State.SENT, sent_at=now(), error="", **wiped)
    return True


@transaction.atomic
def again(message, *, by):
    """Try a mail once more, now."""
    message = audit.hold(message)
    if message.state == Message.State.SENT:
        raise RuleBroken(_("This mail has already been sent."))
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.READY, due_at=now(), tries=0, error=""
    )
    audit.record("message.again", message, by=by)
    message.refresh_from_db()
    return message
