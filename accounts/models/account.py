from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import canonical


def plain_email(email: str) -> str:
    """One address, one spelling: trimmed, NFC, small letters."""
    return canonical.nfc(email.strip()).lower()


class AccountManager(BaseUserManager["Account"]):
    @classmethod
    def normalize_email(cls, email):
        return plain_email(email or "")

    def get_by_natural_key(self, email):
        return self.get(email=plain_email(email))


class Account(AbstractBaseUser):
    """A person who signs in by e-mail. What they may do stands in dated roles, never here."""

    class Language(models.TextChoices):
        KOREAN = "ko", _("Korean")
        ENGLISH = "en", _("English")

    EVIDENCE = ("email", "name", "is_active")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.KOREAN
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now)

    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower(F("email"))),
                name="account_email_is_in_small_letters",
            )
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def chain(self):
        return "accounts"

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name
