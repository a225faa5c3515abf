import pytest
from django.db import transaction
from django.utils.translation import override

from accounts import audit
from accounts.errors import IllegalMove, StaleState
from accounts.models import AuditEvent
from accounts.queries.audit import first_break
from jobs.models import Message
from tests.factories.accounts import AccountFactory, ProgrammeFactory
from tests.factories.jobs import MessageFactory


@pytest.fixture
def message(monkeypatch, db):
    """A row with states and arrows."""
    monkeypatch.setattr(Message, "MOVES", {"ready": {"sending", "failed"}}, raising=False)
    return MessageFactory()


def test_a_move_changes_state_and_named_columns_and_tells(message):
    person = AccountFactory()

    moved = audit.move(message, "failed", by=person, changes={"error": "no"}, why="tried")

    assert (moved.state, moved.error, message.state) == ("failed", "no", "ready")
    line = AuditEvent.objects.get()
    assert (line.verb, line.actor, line.row) == (
        "message.failed",
        person,
        f"jobs.message:{moved.pk}",
    )
    assert '"facts":{"origin":"ready","why":"tried"}' in line.body


def test_where_no_arrow_leads_nothing_moves(message):
    said = "is Waiting to be sent and cannot become Sent"
    with override("en"), pytest.raises(IllegalMove, match=said):
        audit.move(message, "sent", by=None)

    assert not AuditEvent.objects.exists()


def test_a_move_from_a_state_that_is_over_is_refused(message):
    audit.move(message, "failed", by=None)

    with override("en"), pytest.raises(StaleState, match="no longer Waiting to be sent"):
        audit.move(message, "sending", by=None)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_twenty_racers_one_moves_the_row(at_once, monkeypatch):
    monkeypatch.setattr(Message, "MOVES", {"ready": {"failed"}}, raising=False)
    message = MessageFactory()

    outcome = at_once(*[lambda: audit.move(message, "failed", by=None)] * 20)

    assert [type(error) for error in outcome.errors] == [StaleState] * 19
    assert AuditEvent.objects.get().verb == "message.failed"


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_actions_on_two_rows_in_opposite_order_do_not_block_each_other(at_once, monkeypatch):
    monkeypatch.setattr(Message, "MOVES", {"ready": {"failed"}}, raising=False)
    programme = ProgrammeFactory()
    rows = [MessageFactory(programme=programme) for _ in range(2)]

    def both(first, second):
        with transaction.atomic():
            audit.hold(first)
            audit.record("pressed", second, by=None)

    outcome = at_once(*[lambda: both(*rows), lambda: both(*reversed(rows))] * 5)

    assert outcome.errors == []
    assert first_break(programme.chain) is None
