"""The evaluator's and the panel's pages in a real browser: autosave, two windows, no network."""

import re

import pytest
from playwright.sync_api import expect

from scoring.models import Rater, Sheet
from tests.browsers import DESK, PHONE
from tests.factories import scoring as make
from tests.factories import teams

expect.set_options(timeout=20_000)  # milliseconds; two cores may be busy with other tests
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet():
    form = make.form()
    candidate = make.candidate(form)
    submission = candidate.submission
    type(submission).objects.filter(pk=submission.pk).update(state="open")
    submission.refresh_from_db()
    teams.document(submission)
    return make.sheet(form, on=candidate)


@pytest.fixture
def evaluator(sheet):
    return sheet.evaluator.account


def read(page, sheet):
    """Open the sheet; wait for the script that saves it."""
    page.goto(sheet.get_absolute_url())
    expect(page.locator("form[data-ready]")).to_be_attached()


def saved(page):
    """Wait until the page says that it saved."""
    expect(page.locator("#saved .state.done")).to_have_text(re.compile(r"\d\d:\d\d"))


def draft(sheet):
    return Sheet.objects.get(pk=sheet.pk).draft


def choose(page, value, name="score-novelty"):
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def test_what_is_typed_is_saved_and_summed_without_a_button(new_page, sheet, evaluator):
    page = new_page(evaluator)
    read(page, sheet)

    choose(page, "3.5")
    page.fill('textarea[name="comment-plan"]', "견실함")
    saved(page)

    expect(page.locator("[data-total]")).to_have_text("16")
    assert '"score":"3.5"' in draft(sheet) and "견실함" in draft(sheet)


def test_two_windows_on_different_fields_are_joined(new_page, sheet, evaluator):
    one, two = new_page(evaluator), new_page(evaluator)
    read(one, sheet)
    read(two, sheet)

    one.fill('textarea[name="comment-plan"]', "첫째 창")
    saved(one)
    two.fill('textarea[name="comment-novelty"]', "둘째 창")
    saved(two)

    assert "첫째 창" in draft(sheet) and "둘째 창" in draft(sheet)
    expect(two.locator('textarea[name="comment-plan"]')).to_have_value("첫째 창")


def test_two_windows_on_one_field_ask_and_lose_neither_text(new_page, sheet, evaluator):
    one, two = new_page(evaluator), new_page(evaluator)
    read(one, sheet)
    read(two, sheet)
    one.fill('textarea[name="comment-plan"]', "첫째 창")
    saved(one)

    two.fill('textarea[name="comment-plan"]', "둘째 창")
    expect(two.locator("#conflict")).to_be_visible()
    expect(two.locator('[data-other="comment-plan"] [data-value]')).to_have_text("첫째 창")
    expect(two.locator('textarea[name="comment-plan"]')).to_have_value("둘째 창")
    assert "첫째 창" in draft(sheet)
    two.locator('[data-keep="mine"]').click()
    saved(two)

    assert "둘째 창" in draft(sheet)


def test_a_lost_connection_keeps_what_was_typed_and_sends_it_later(new_page, sheet, evaluator):
    page = new_page(evaluator)
    read(page, sheet)

    page.context.set_offline(True)
    page.fill('textarea[name="comment-plan"]', "끊긴 사이")
    expect(page.locator("#saved .state.warn")).to_be_visible()
    assert "끊긴 사이" not in draft(sheet)
    page.context.set_offline(False)
    saved(page)

    assert "끊긴 사이" in draft(sheet)


def test_a_window_closed_while_offline_brings_back_what_was_typed(new_page, sheet, evaluator):
    page = new_page(evaluator)
    read(page, sheet)
    page.context.set_offline(True)
    page.fill('textarea[name="comment-plan"]', "닫힌 창")
    expect(page.locator("#saved .state.warn")).to_be_visible()
    context = page.context
    page.close()

    context.set_offline(False)
    again = context.new_page()
    read(again, sheet)
    saved(again)

    assert "닫힌 창" in draft(sheet)


def test_a_score_out_of_bounds_is_refused_beside_its_field(new_page, sheet, evaluator):
    page = new_page(evaluator)
    read(page, sheet)

    page.fill('input[name="score-plan"]', "20.5")

    expect(page.locator('[data-error="score-plan"]')).to_be_visible()
    expect(page.locator('input[name="score-plan"]')).to_have_attribute("aria-invalid", "true")


def test_without_script_a_button_saves_and_a_page_seals(new_page, sheet, evaluator):
    page = new_page(evaluator, java_script_enabled=False)
    page.goto(sheet.get_absolute_url())

    choose(page, "2")
    page.locator('button[value="review"]').click()
    expect(page).to_have_url(re.compile(r"/seal/$"))
    page.locator("main form button.primary").click()

    assert Sheet.objects.get(pk=sheet.pk).state == "sealed"


def test_the_document_stands_beside_the_form_under_the_policy(new_page, sheet, evaluator):
    page = new_page(evaluator, viewport=DESK)
    refused = []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)

    page.goto(sheet.get_absolute_url())
    expect(page.locator("iframe[name=document]")).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert refused == []


def test_the_panel_rates_on_a_telephone(new_page):
    form = make.form(kind="user")
    for _ in range(3):
        make.candidate(form)
    rater = make.rater(form)
    page = new_page(rater.account, viewport=PHONE)
    page.goto("/panel/")

    for code in "ABC":
        choose(page, "4", f"score-{code}")
    saved(page)
    page.locator('button[value="review"]').click()
    page.locator("main form button.primary").click()
    expect(page.locator(".state.seal")).to_be_visible()

    assert Rater.objects.get().state == "sealed"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(new_page, axe, sheet, evaluator, scheme):
    form = sheet.form
    unsigned = make.evaluator(form, pledged=False)
    rater = make.rater(make.form(form.programme, kind="user"))
    make.candidate(rater.form)
    walks = [
        (evaluator, "/evaluate/"),
        (evaluator, sheet.get_absolute_url()),
        (evaluator, f"{sheet.get_absolute_url()}seal/"),
        (evaluator, f"/evaluate/{form.slug}/pledge/"),
        (evaluator, f"/evaluate/{form.slug}/conflict/"),
        (evaluator, f"/evaluate/{form.slug}/step-down/"),
        (unsigned.account, "/evaluate/"),
        (unsigned.account, f"/evaluate/{form.slug}/pledge/"),
        (rater.account, f"/panel/{rater.uuid}/"),
        (rater.account, f"/panel/{rater.uuid}/seal/"),
    ]
    for account, url in walks:
        page = new_page(account, color_scheme=scheme)
        page.goto(url)
        assert axe(page) == [], url
