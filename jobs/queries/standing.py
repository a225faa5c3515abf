"""Where the work stands: for the pages of jobs and of mail."""

from django.db.models import Case, Count, IntegerField, Prefetch, When, prefetch_related_objects

from jobs.models import Attempt, Job, Message

#: What needs eyes comes first.
ORDER = (Job.State.RUNNING, Job.State.WAITING, Job.State.QUEUED, Job.State.FAILED)


def listed(jobs, state=""):
    """``jobs`` with what runs and waits first, then the newest; in one state if it is named."""
    if state in Job.State.values:
        jobs = jobs.filter(state=state)
    rank = Case(
        *(When(state=name, then=place) for place, name in enumerate(ORDER)),
        default=len(ORDER),
        output_field=IntegerField(),
    )
    return jobs.select_related("programme").order_by(rank, "-pk")


def with_attempts(jobs):
    """The same jobs, each with its attempts, for one query more."""
    rows = list(jobs)
    newest_first = Attempt.objects.order_by("-pk")
    prefetch_related_objects(rows, Prefetch("attempts", queryset=newest_first))
    return rows


def counts(rows):
    """``[(state, label, count)]`` of the states that occur, in the order of the model."""
    labels = dict(rows.model.State.choices)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return [(state, labels[state], found[state]) for state in labels if state in found]


def tries(job):
    """How many of its attempts count against the limit of its kind."""
    counted = job.attempts.filter(started_at__gte=job.counted_from)
    return counted.exclude(outcome__in=(Attempt.Outcome.WAITED, Attempt.Outcome.STOPPED)).count()


def before(job):
    """How many jobs of its kind are queued before it."""
    if job.state != Job.State.QUEUED:
        return 0
    return Job.objects.filter(kind=job.kind, state=Job.State.QUEUED, pk__lt=job.pk).count()


def mail(messages, state=""):
    """Failed mail first, then what waits, then the newest."""
    if state in Message.State.values:
        messages = messages.filter(state=state)
    rank = Case(
        When(state=Message.State.FAILED, then=0),
        When(state=Message.State.SENT, then=2),
        default=1,
        output_field=IntegerField(),
    )
    return messages.order_by(rank, "-pk")


def failed_mail(account):
    """How many mails of one's programmes could not be sent."""
    return Message.objects.visible_to(account).filter(state=Message.State.FAILED).count()
