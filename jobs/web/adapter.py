"""Mail about accounts (a new password, a new key) goes through the outbox like all other."""

from accounts.web.adapter import AccountAdapter
from jobs.actions import outbox


class OutboxAdapter(AccountAdapter):
    def send_mail(self, template_prefix, email, context):
        mail = self.written(template_prefix, email, context)
        outbox.put(to=mail.to[0], subject=mail.subject, body=mail.body, secret=True)
