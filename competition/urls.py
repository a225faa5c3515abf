"""Addresses of the office, the teams and the public pages."""

from django.urls import path

from competition.web import (
    dashboard,
    entries,
    evaluations,
    findings,
    letters,
    mine,
    office,
    people,
    playing,
    public,
    results,
    setup,
    tally,
    team,
)

app_name = "competition"

ROUND = "office/rounds/<slug:slug>/"
ENTRY = "office/rounds/<slug:round__slug>/entries/<slug:consortium__slug>/"
FINDING = "findings/<uuid:uuid>/"
TEAM = "team/rounds/<slug:round__slug>/<slug:consortium__slug>/"
EXCLUSION = "office/exclusions/<uuid:uuid>/"

public_pages = [
    path("", public.home, name="home"),
    path("rounds/<slug:slug>/", public.round_page, name="round"),
    path("rounds/<slug:slug>/rules/", public.rules_page, name="rules"),
    path("rounds/<slug:slug>/rulebook.json", public.rules_file, name="rules_file"),
    path("rounds/<slug:slug>/results/", results.results, name="results"),
    path("rounds/<slug:slug>/results.json", results.results_file, name="results_file"),
    path("rounds/<slug:slug>/results/<slug:code>/<path:figure>/", results.figure, name="figure"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/", public.verified, name="verify_code"),
    path("audit/head/", public.audit_head, name="audit_head"),
]
letter_pages = [
    path("letters/<slug:number>/", letters.letter, name="letter"),
    path("letters/<slug:number>.<str:language>.pdf", letters.letter_pdf, name="letter_pdf"),
    path("letters/<slug:number>/objection/", letters.object, name="objection"),
    path("objections/<uuid:uuid>/attachment/", letters.attachment, name="attachment"),
    path(f"{ROUND}letters/", letters.letters_of_round, name="letters"),
    path(f"{ROUND}objections/", letters.objections_of_round, name="objections"),
]

urlpatterns = [
    *public_pages,
    *letter_pages,
    path("mine/", mine.mine, name="mine"),
    path("office/playback/<int:pk>/pause/", playing.pause, name="pause"),
    path("office/playback/<int:pk>/resume/", playing.resume, name="resume"),
    path("office/", office.office, name="office"),
    path("office/<slug:programme>/new/", office.new_round, name="new_round"),
    path("office/<slug:programme>/audit/", office.trail_of, name="audit"),
    path(ROUND, dashboard.dashboard, name="dashboard"),
    path(f"{ROUND}live/", dashboard.live, name="live"),
    path(f"{ROUND}setup/", setup.setup, name="setup"),
    path(f"{ROUND}calendar/", setup.calendar, name="calendar"),
    path(f"{ROUND}open/", setup.open_round, name="open"),
    path(f"{ROUND}rulebook/", setup.rulebook, name="rulebook"),
    path(f"{ROUND}rulebook/v<int:number>/", setup.choose_rulebook, name="choose_rulebook"),
    path(f"{ROUND}rulebook/v<int:number>.json", setup.rulebook_file, name="rulebook_file"),
    path(f"{ROUND}entries/", entries.index, name="entries"),
    path(f"{ROUND}entries/add/", entries.add, name="add_teams"),
    path(f"{ENTRY}admit/", entries.admit, name="admit"),
    path(f"{ENTRY}refuse/", entries.refuse, name="refuse"),
    path(f"{ENTRY}calendar/", entries.calendar, name="entry_calendar"),
    path(f"{ENTRY}out/", entries.put_out, name="put_out"),
    path(f"{EXCLUSION}approve/", entries.approve_out, name="approve_out"),
    path(f"{EXCLUSION}drop/", entries.drop_out, name="drop_out"),
    path(f"{ROUND}people/", people.index, name="people"),
    path(f"{ROUND}people/<slug:purpose>/", people.add, name="add_people"),
    path(f"{ROUND}people/<slug:purpose>/links/", people.send_all, name="send_links"),
    path(f"{ROUND}people/<slug:purpose>/links/<int:account>/", people.send_one, name="send_link"),
    path(
        f"{ROUND}people/<slug:purpose>/links/<int:account>/revoke/",
        people.revoke,
        name="revoke_link",
    ),
    path(f"{ROUND}findings/", findings.index, name="findings"),
    path(FINDING, findings.finding, name="finding"),
    path(f"{FINDING}send/", findings.send, name="send_finding"),
    path(f"{FINDING}reply/", findings.reply, name="reply"),
    path(f"{FINDING}rule/", findings.rule, name="rule"),
    path(f"{FINDING}approve/", findings.approve, name="approve_ruling"),
    path(f"{FINDING}send-back/", findings.send_back, name="send_back_ruling"),
    path(f"{ROUND}evaluations/", evaluations.index, name="evaluations"),
    path(f"{ROUND}evaluations/<slug:part>/void/", evaluations.pick_void, name="pick_void"),
    path(
        f"{ROUND}evaluations/<slug:part>/<str:evaluator>/<str:candidate>/void/",
        evaluations.void,
        name="void",
    ),
    path(
        f"{ROUND}evaluations/voids/<uuid:uuid>/<slug:answer>/",
        evaluations.answer_void,
        name="answer_void",
    ),
    path(f"{ROUND}evaluations/raters/<uuid:uuid>/excuse/", evaluations.excuse, name="excuse"),
    path(f"{ROUND}tally/", tally.tally, name="tally"),
    path(f"{ROUND}tally/propose/", tally.propose, name="propose"),
    path(f"{ROUND}tally/approve/", tally.approve, name="approve"),
    path(f"{ROUND}tally/send-back/", tally.send_back, name="send_back"),
    path(f"{ROUND}tally/publish/", tally.publish, name="publish"),
    path(f"{ROUND}tally/confirm/", tally.confirm, name="confirm"),
    path("team/", team.home, name="team_home"),
    path("team/apply/<slug:slug>/", team.apply, name="apply"),
    path(TEAM, team.round_of, name="team_round"),
    path(f"{TEAM}withdraw/", team.withdraw, name="withdraw"),
]
