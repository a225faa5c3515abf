"""In Chromium: what needs a browser to be believed."""

import pytest

from jobs.actions import leases
from jobs.models import Job
from tests.factories.accounts import PASSWORD, AccountFactory, ProgrammeFactory, holder
from tests.factories.jobs import JobFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_a_key(page):
    """Give the window a passkey that says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def submit(page):
    page.click("main button[type=submit]")


def test_a_passkey_is_registered_and_opens_the_door(page):
    account = AccountFactory()
    with_a_key(page)
    page.goto("/account/login/")
    page.fill("input[name=login]", account.email)
    page.fill("input[name=password]", PASSWORD)
    submit(page)
    page.goto("/account/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    submit(page)
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/account/logout/")
    submit(page)

    page.goto("/account/login/?next=/account/")
    page.click("#passkey_login")
    page.wait_for_selector(f"main :text('{account.email}')")

    assert page.url.endswith("/account/")
    assert "/login/" not in page.url


def test_a_job_is_stopped_in_its_dialog_and_the_page_hears_of_it(new_page):
    programme = ProgrammeFactory()
    job = leases.claim(JobFactory(programme=programme).pk, worker="w")
    page = new_page(holder(programme))
    page.goto(job.get_absolute_url())
    page.click("text=작업 중지")
    page.fill("dialog textarea", "팀이 철회함")
    page.click("dialog button.primary")
    page.wait_for_selector("text=중지하는 중")

    leases.give_back(job, "cancelled")
    page.wait_for_selector("#job-said:has-text('중지')", state="attached")

    assert Job.objects.get().cancel_reason == "팀이 철회함"


def test_a_job_is_stopped_without_javascript(new_page):
    programme = ProgrammeFactory()
    job = JobFactory(programme=programme)
    page = new_page(holder(programme), java_script_enabled=False)
    page.goto(job.get_absolute_url())
    page.click("text=작업 중지")
    page.fill("textarea", "팀이 철회함")
    page.click("dialog button.primary")

    assert Job.objects.get().state == "cancelled"
