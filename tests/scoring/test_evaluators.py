import pytest

from accounts import canonical
from accounts.errors import IllegalMove, RuleBroken
from accounts.queries.audit import first_break
from scoring.actions import evaluators, ratings
from scoring.models import Evaluator
from tests.factories import scoring as make
from tests.factories.accounts import AccountFactory, RoleFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return make.form()


def test_seats_are_lettered_in_the_order_of_appointment(form):
    codes = [make.evaluator(form, pledged=False).code for _ in range(3)]

    assert codes == ["A", "B", "C"]


def test_the_twenty_seventh_seat_begins_again_with_a_number():
    class Seats:
        def __init__(self, count):
            self.count = lambda: count

    assert [evaluators.next_code(Seats(n)) for n in (0, 25, 26, 52)] == ["A", "Z", "A2", "A3"]


def test_only_the_pool_is_appointed(form):
    with pytest.raises(RuleBroken):
        evaluators.appoint(form, AccountFactory(), by=None)


def test_a_member_of_a_team_judges_nobody_in_its_round(form):
    candidate = make.candidate(form)
    member = candidate.submission.consortium.memberships.get().account
    RoleFactory(account=member, programme=form.programme, name="evaluator")

    with pytest.raises(RuleBroken):
        evaluators.appoint(form, member, by=None)


def test_nobody_sits_twice(form):
    seat = make.evaluator(form)

    with pytest.raises(RuleBroken):
        evaluators.appoint(form, seat.account, by=None)


def test_the_pledge_is_kept_word_for_word_and_signed_once(form):
    seat = make.evaluator(form)

    assert seat.pledge.text_digest == canonical.digest(seat.pledge.text)
    with pytest.raises(RuleBroken):
        evaluators.sign(seat, by=seat.account)


def test_nobody_signs_for_another(form):
    seat = make.evaluator(form, pledged=False)

    with pytest.raises(RuleBroken):
        evaluators.sign(seat, by=holder(form.programme))


def test_a_conflict_after_the_seal_is_for_the_secretariat(form):
    sheet = make.sealed_sheet(form)

    with pytest.raises(RuleBroken):
        evaluators.declare(
            sheet.evaluator, sheet.candidate, ground="kin", by=sheet.evaluator.account
        )


def test_a_successor_gets_a_seat_and_a_code_of_their_own(form):
    seat = make.evaluator(form)
    successor = holder(form.programme, "evaluator")

    new = evaluators.replace(seat, successor, reason="출국", by=holder(form.programme))

    seat.refresh_from_db()
    assert (seat.state, seat.reason, new.code) == ("replaced", "출국", "B")
    assert first_break(form.chain) is None


def test_stepping_down_needs_a_reason_and_cannot_be_taken_back(form):
    seat = make.evaluator(form)
    with pytest.raises(RuleBroken):
        evaluators.recuse(seat, reason=" ", by=seat.account)

    evaluators.recuse(seat, reason="친분", by=seat.account)

    with pytest.raises(IllegalMove):
        evaluators.recuse(Evaluator.objects.get(), reason="다시", by=seat.account)


def test_a_panel_member_is_excused_by_two_persons():
    form = make.form(kind="user")
    rater, asks = make.rater(form), holder(form.programme)
    asked = ratings.excuse(rater, reason="연락 두절", by=asks)

    with pytest.raises(RuleBroken):
        ratings.approve_excuse(asked, by=asks)

    assert ratings.approve_excuse(asked, by=holder(form.programme, "approver")).state == "excused"
