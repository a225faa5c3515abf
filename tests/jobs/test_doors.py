import pytest
from django.utils.timezone import now

from accounts.models import Role
from jobs.actions import leases
from jobs.models import Job, Message
from tests.factories.accounts import AccountFactory, ProgrammeFactory, holder, token_for
from tests.factories.jobs import JobFactory, MessageFactory, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def organiser(programme):
    return holder(programme)


@pytest.fixture
def job(programme):
    return JobFactory(programme=programme, subject="가온")


WATCHERS = ["organiser", "approver", "auditor"]
OTHERS = ["custodian", "evaluator", "panel"]


@pytest.mark.parametrize("role", Role.Name.values)
def test_who_may_watch_a_job(client, programme, job, role):
    client.force_login(holder(programme, role))

    page = client.get(f"/office/jobs/{job.uuid}/")

    assert page.status_code == (200 if role in WATCHERS else 404)
    assert client.get("/office/jobs/").status_code == (200 if role in WATCHERS else 403)
    assert sorted([*WATCHERS, *OTHERS]) == sorted(Role.Name.values)


def test_the_job_of_another_programme_is_as_if_it_were_not_there(client, job):
    client.force_login(holder(ProgrammeFactory()))

    never = client.get("/office/jobs/00000000-0000-0000-0000-000000000000/")
    other = client.get(f"/office/jobs/{job.uuid}/")

    assert (never.status_code, other.status_code) == (404, 404)
    assert client.get("/api/v1/jobs/").json()["count"] == 0


def test_an_anonymous_visitor_is_sent_to_sign_in(client, job):
    url = f"/office/jobs/{job.uuid}/cancel/"

    assert client.post(url).headers["Location"] == f"/account/login/?next={url}"


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_only_an_organiser_stops_and_repeats(client, programme, job, role):
    client.force_login(holder(programme, role))

    for verb in ("cancel", "again"):
        assert client.post(f"/office/jobs/{job.uuid}/{verb}/", {"reason": "x"}).status_code == 403
        assert client.post(f"/api/v1/jobs/{job.uuid}/{verb}/").json()["status"] == 403
    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == ("queued", None)


def test_stopping_needs_a_reason_and_keeps_it(client, organiser, job):
    client.force_login(organiser)
    url = f"/office/jobs/{job.uuid}/cancel/"

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "팀이 철회함"}).headers["Location"] == job.get_absolute_url()

    job.refresh_from_db()
    assert (job.state, job.cancel_reason, job.cancel_asked_by) == (
        "cancelled",
        "팀이 철회함",
        organiser,
    )


def test_a_failed_job_is_queued_again_by_its_button(client, organiser, job):
    register(attempts=1)
    leases.give_back(leases.claim(job.pk, worker="w"), "failed", fault="ours", reason="disk full")
    client.force_login(organiser)

    page = client.get(job.get_absolute_url()).content.decode()
    assert f"/office/jobs/{job.uuid}/again/" in page
    assert "disk full" in page
    client.post(f"/office/jobs/{job.uuid}/again/")

    job.refresh_from_db()
    assert job.state == "queued"


def test_the_moving_part_stops_asking_when_the_job_has_ended(client, organiser, job):
    client.force_login(organiser)
    url = f"/office/jobs/{job.uuid}/progress/"

    assert client.get(url).status_code == 200
    with leases.finishing(leases.claim(job.pk, worker="w")):
        pass
    ended = client.get(url)

    assert ended.status_code == 286
    assert 'hx-swap-oob="innerHTML:#job-said"' in ended.content.decode()


def test_progress_shows_steps_percent_and_time_left(client, organiser, job):
    mine = leases.claim(job.pk, worker="gpu-01")
    leases.renew(mine, step=9960, steps=12000, note="3회차", left_seconds=50)
    client.force_login(organiser)

    page = client.get(f"/office/jobs/{job.uuid}/progress/").content.decode()

    assert "9,960 / 12,000" in page
    assert "83 %" in page
    assert "3회차" in page
    assert "초" in page


def test_the_page_of_an_ended_job_speaks_only_when_it_moved(client, organiser, job):
    with leases.finishing(leases.claim(job.pk, worker="w")):
        pass
    client.force_login(organiser)

    assert "hx-swap-oob" not in client.get(job.get_absolute_url()).content.decode()


def test_a_job_that_belongs_to_nobody_is_seen_by_every_organiser(client, organiser):
    job = JobFactory(programme=None)
    client.force_login(organiser)

    assert client.get(f"/office/jobs/{job.uuid}/").status_code == 200
    client.force_login(holder(ProgrammeFactory(), "auditor"))
    assert client.get(f"/office/jobs/{job.uuid}/").status_code == 404


@pytest.mark.parametrize("url", ["/office/jobs/", "/office/mail/", "/api/v1/jobs/"])
def test_a_list_costs_the_same_for_one_and_for_three(
    client, programme, organiser, django_assert_max_num_queries, url
):
    client.force_login(organiser)
    costs = []
    for _ in range(3):
        leases.claim(JobFactory(programme=programme).pk, worker="w")
        MessageFactory(programme=programme, state="failed")
        with django_assert_max_num_queries(12) as asked:
            client.get(url)
        costs.append(len(asked))

    assert costs == [costs[0]] * 3


def test_the_list_says_one_state_when_asked(client, programme, organiser, job):
    failed = JobFactory(programme=programme, state="failed", ended_at=now())
    client.force_login(organiser)

    page = client.get("/office/jobs/?state=failed").content.decode()

    assert str(failed.uuid) in page
    assert str(job.uuid) not in page


# mail


def test_a_failed_mail_is_sent_again_by_the_organiser_alone(client, programme, organiser):
    message = MessageFactory(programme=programme, state="failed", error="550 no such user")
    url = f"/office/mail/{message.uuid}/again/"

    client.force_login(holder(programme, "auditor"))
    page = client.get("/office/mail/").content.decode()
    assert "550 no such user" in page
    assert url not in page
    assert client.post(url).status_code == 403
    client.force_login(organiser)
    assert url in client.get("/office/mail/").content.decode()
    client.post(url)

    assert Message.objects.get().state == "ready"


def test_the_body_of_a_mail_is_never_shown(client, programme, organiser):
    MessageFactory(programme=programme, body="/link/canary/")
    client.force_login(organiser)

    assert "canary" not in client.get("/office/mail/").content.decode()


# API


def test_the_api_tells_a_job_with_its_attempts(client, organiser, job):
    leases.claim(job.pk, worker="gpu-01")
    secret = token_for(organiser, "read")[1]

    told = client.get(f"/api/v1/jobs/{job.uuid}/", HTTP_AUTHORIZATION=f"Bearer {secret}").json()

    assert (told["state"], told["programme"], told["attempts"][0]["worker"]) == (
        "running",
        job.programme.slug,
        "gpu-01",
    )


def test_the_api_filters_by_state(client, programme, organiser, job):
    JobFactory(programme=programme, state="failed", ended_at=now())
    client.force_login(organiser)

    found = client.get("/api/v1/jobs/?state=queued").json()

    assert [row["uuid"] for row in found["results"]] == [str(job.uuid)]


def test_a_job_that_is_done_cannot_be_stopped_through_any_door(client, organiser, job):
    with leases.finishing(leases.claim(job.pk, worker="w")):
        pass
    client.force_login(organiser)

    assert client.post(f"/office/jobs/{job.uuid}/cancel/", {"reason": "x"}).status_code == 403
    assert client.post(f"/api/v1/jobs/{job.uuid}/cancel/").json()["status"] == 403
    assert Job.objects.get().state == "done"


def test_a_token_of_one_programme_does_not_reach_the_job_of_another(client):
    account = AccountFactory()
    here, there = ProgrammeFactory(), ProgrammeFactory()
    for programme in (here, there):
        Role.objects.create(account=account, programme=programme, name="organiser")
    secret = token_for(account, "full", programme=here)[1]
    own, other = JobFactory(programme=here), JobFactory(programme=there)

    def seen(job):
        url = f"/api/v1/jobs/{job.uuid}/"
        return client.get(url, HTTP_AUTHORIZATION=f"Bearer {secret}").status_code

    assert (seen(own), seen(other)) == (200, 403)
