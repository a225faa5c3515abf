import pytest

from accounts.errors import RuleBroken
from competition.actions import rosters
from jobs.models import Message
from teams.models import Consortium
from tests.factories import competition as make

pytestmark = pytest.mark.django_db


def row(slug, **columns):
    empty = {"name_en": "", "model_name": "", "lead_ko": "", "lead_en": "", "email": ""}
    return {"slug": slug, "name_ko": f"팀 {slug}", **empty, **columns}


def test_listed_teams_are_founded_entered_and_their_leads_invited():
    round = make.opened()

    rosters.enter_teams(round, teams=[row("haneul", email="lead@example.kr")], by=None)

    entry = round.entries.get()
    assert (entry.state, entry.submission.repo) == ("admitted", f"haneul/{round.slug}")
    assert Message.objects.filter(to="lead@example.kr", body__contains="/invitation/").exists()


def test_a_team_that_is_known_is_not_founded_again():
    before = make.drafted()
    rosters.enter_teams(before, teams=[row("haneul")], by=None)
    after = make.drafted(before.programme)

    rosters.enter_teams(after, teams=[row("haneul")], by=None)

    assert Consortium.objects.count() == 1


def test_all_are_entered_or_none():
    round = make.drafted()

    with pytest.raises(RuleBroken):
        rosters.enter_teams(round, teams=[row("haneul"), row("haneul")], by=None)

    assert not round.entries.exists()


def test_a_name_of_another_programme_is_taken():
    rosters.enter_teams(make.drafted(), teams=[row("haneul")], by=None)

    with pytest.raises(RuleBroken) as refusal:
        rosters.enter_teams(make.drafted(), teams=[row("haneul")], by=None)

    assert refusal.value.field == "teams"
