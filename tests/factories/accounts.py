"""Accounts, programmes and roles for tests."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from accounts.actions import links, tokens
from accounts.models import Account, Programme, Role

PASSWORD = "correct horse battery staple"


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.kr")
    name = factory.Sequence(lambda n: f"사람 {n}")
    password = factory.django.Password(PASSWORD)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    name_ko = factory.Sequence(lambda n: f"사업 {n}")
    name_en = factory.Sequence(lambda n: f"Programme {n}")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    account = factory.SubFactory(AccountFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    name = Role.Name.ORGANISER


def holder(programme, name="organiser"):
    """An account that holds the role ``name`` in ``programme``."""
    return RoleFactory(programme=programme, name=name).account


def token_for(account, scope="full", **how):
    """A token's row and secret."""
    how.setdefault("expires_in", timedelta(days=1))
    return tokens.issue(account, name="test", scope=scope, by=account, **how)


def link_for(account, programme, purpose="evaluator"):
    """The secret of a personal link."""
    return links.issue(account, programme, purpose=purpose, by=None)
