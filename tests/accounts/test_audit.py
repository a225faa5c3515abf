from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from accounts import audit, canonical
from accounts.actions import people, programmes
from accounts.models import AuditEvent, ChainHead, Role
from accounts.queries import heads
from accounts.queries.audit import all_breaks, first_break, untold_rows
from tests.factories.accounts import ProgrammeFactory, RoleFactory


@pytest.fixture
def programme(db):
    return programmes.create(slug="p", name_ko="사업", name_en="Programme", by=None)


@pytest.fixture
def told(programme):
    """A programme whose trail tells of a person and a role."""
    heads.path().unlink(missing_ok=True)
    people.invite("a@example.kr", name="가", programme=programme, role="evaluator", by=None)
    return programme


def places(breaks):
    return [(found.chain, found.seq, found.why, found.place) for found in breaks]


def test_an_untouched_trail_is_unbroken(told):
    assert list(all_breaks()) == []


def test_each_line_binds_the_one_before_it(told):
    first, second = AuditEvent.objects.filter(chain=told.chain).order_by("seq")

    assert (first.seq, first.verb, second.seq, second.verb) == (
        1,
        "programme.created",
        2,
        "role.granted",
    )
    assert f'"previous":"{first.digest}"' in second.body
    assert (
        canonical.digest(second.body)
        == second.digest
        == ChainHead.objects.get(chain=told.chain).digest
    )


def test_a_changed_field_is_found_and_named(told):
    role = Role.objects.get()
    Role.objects.filter(pk=role.pk).update(name="organiser")

    assert places(all_breaks()) == [(told.chain, 2, "changed row", f"accounts.role:{role.pk}")]


def test_a_deleted_row_is_found_and_named(told):
    role = Role.objects.get()
    Role.objects.filter(pk=role.pk).delete()

    assert places(all_breaks()) == [(told.chain, 2, "deleted row", f"accounts.role:{role.pk}")]


def test_a_row_nobody_tells_of_is_found(told):
    secret = RoleFactory(programme=told, account=told.roles.get().account, name="approver")

    assert places(untold_rows()) == [("", 0, "row without a trail", f"accounts.role:{secret.pk}")]


def test_a_row_erased_by_an_action_is_no_break(told):
    role = Role.objects.get()

    audit.erase("role.erased", role, by=None)

    assert not Role.objects.exists()
    assert list(all_breaks()) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"verb": "role.revoked"}, "link says another thing than its columns"),
        ({"body": '{"x":1}'}, "changed link"),
        ({"digest": "0" * 64}, "changed link"),
        ({"at": now() - timedelta(days=1)}, "link says another thing than its columns"),
        (
            {"body": "no JSON", "digest": canonical.digest("no JSON")},
            "link says another thing than its columns",
        ),
        ({"actor_id": None, "row": "accounts.role:99"}, "link says another thing than its columns"),
    ],
)
def test_a_changed_line_is_found(told, change, why):
    with unguarded():
        AuditEvent.objects.filter(chain=told.chain, seq=2).update(**change)

    assert (first_break(told.chain).seq, first_break(told.chain).why) == (2, why)


def test_a_line_taken_out_of_the_middle_is_found(told):
    audit.record("pressed", told, by=None)
    with unguarded():
        AuditEvent.objects.filter(chain=told.chain, seq=2).delete()

    assert (first_break(told.chain).seq, first_break(told.chain).why) == (3, "missing link before")


def test_a_tail_cut_off_with_its_head_is_found_by_the_file_outside(told):
    audit.keep(heads.stored())
    cut_off(told.chain, 1)
    Role.objects.all().delete()

    assert (told.chain, 2, "differs from the head kept outside", "") in places(all_breaks())


def test_a_tail_cut_off_and_grown_again_is_found(told):
    audit.keep(heads.stored())
    cut_off(told.chain, 1)
    Role.objects.all().delete()
    for _ in range(5):
        audit.record("pressed", told, by=None)
    audit.keep(heads.stored())

    assert places(all_breaks()) == [(told.chain, 2, "differs from the head kept outside", "")]


def test_a_whole_chain_gone_is_found(told):
    audit.keep(heads.stored())
    with unguarded():
        AuditEvent.objects.all().delete()
    ChainHead.objects.all().delete()

    assert {found.chain for found in all_breaks() if "outside" in found.why} == {
        "accounts",
        told.chain,
    }


def test_the_command_says_where_and_fails(told, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out.endswith("unbroken\n")

    Role.objects.update(name="organiser")

    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("verify_audit")
    assert "changed row accounts.role:" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_head_is_kept_outside_after_the_commit_and_not_after_a_rollback():
    heads.path().unlink(missing_ok=True)
    programme = ProgrammeFactory()
    with transaction.atomic():
        kept = audit.record("pressed", programme, by=None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("pressed", programme, by=None)
        1 / 0  # noqa: B018

    assert heads.kept() == [heads.Head(programme.chain, 1, kept.digest)]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_make_one_unbroken_chain(at_once):
    programme = ProgrammeFactory()

    outcome = at_once(*[lambda: audit.record("pressed", programme, by=None)] * 20)

    assert outcome.errors == []
    assert AuditEvent.objects.count() == 20
    assert first_break(programme.chain) is None


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["UPDATE accounts_auditevent SET verb = 'x'", "DELETE FROM accounts_auditevent"]
)
def test_postgresql_itself_refuses_to_touch_a_line(words):
    audit.record("pressed", ProgrammeFactory(), by=None)

    refused = pytest.raises(DatabaseError, match="never changed or deleted")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)

    assert AuditEvent.objects.get().verb == "pressed"


def test_a_moment_a_decimal_and_a_date_have_one_spelling():
    moment = now().replace(microsecond=0)

    assert canonical.text({"b": Decimal("9.50"), "a": [moment]}) == (
        f'{{"a":["{moment.isoformat()}"],"b":"9.50"}}'
    )


def test_what_has_no_spelling_is_refused():
    with pytest.raises(ValueError, match="Out of range float"):
        canonical.text(float("nan"))
    with pytest.raises(TypeError, match="no canonical spelling"):
        canonical.text(object())


def cut_off(chain, length):
    """What a thief of a decision does: the tail goes, the head is set back."""
    with unguarded():
        AuditEvent.objects.filter(chain=chain, seq__gt=length).delete()
    last = AuditEvent.objects.get(chain=chain, seq=length)
    ChainHead.objects.filter(chain=chain).update(length=length, digest=last.digest)


class unguarded:
    """PostgreSQL refuses; who owns the database can switch that off."""

    def __enter__(self):
        self._say("DISABLE")

    def __exit__(self, *_):
        self._say("ENABLE")

    def _say(self, word):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE accounts_auditevent {word} TRIGGER USER")


def test_a_tick_keeps_the_ends_another_machine_made_and_says_nothing_twice(told):
    heads.path().unlink(missing_ok=True)

    audit.keep_all()
    once = heads.path().read_text()
    audit.keep_all()

    assert heads.kept() == heads.stored()
    assert heads.path().read_text() == once


def test_a_torn_line_outside_is_skipped(told):
    audit.keep_all()
    with heads.path().open("a") as file:
        file.write("programme:1 7")

    assert list(all_breaks()) == []
