"""Jobs and mail for tests."""

import factory
from factory.django import DjangoModelFactory

from accounts import canonical
from jobs import kinds
from jobs.actions import leases
from jobs.models import Job, Message
from tests.factories.accounts import ProgrammeFactory


def no_progress(step, steps, note=""):
    """A ``progress`` nobody listens to."""


def finish(job, *, progress=no_progress):
    """The simplest work: it is done at once."""
    with leases.finishing(job):
        pass


def register(name="chore", action=finish, **how):
    """Make a kind known under ``name``, also when a test before did."""
    kinds.KINDS.pop(name, None)
    return kinds.register(kinds.Kind(name, queue="default", action=action, **how))


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "chore"
    programme = factory.SubFactory(ProgrammeFactory)
    inputs = factory.Sequence(lambda n: canonical.text({"n": n}))
    digest = factory.LazyAttribute(lambda job: canonical.digest(job.inputs))
    subject = factory.Sequence(lambda n: f"팀 {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["kind"] == "chore" and "chore" not in kinds.KINDS:
            register()
        return super()._create(model_class, *args, **kwargs)


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    programme = factory.SubFactory(ProgrammeFactory)
    to = factory.Sequence(lambda n: f"reader{n}@example.kr")
    subject = "통지"
    body = "내용"
