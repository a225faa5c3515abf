"""Fixtures every area uses. Factories live in ``tests/factories/<app>.py``."""

import os
from contextlib import ExitStack

import pytest
import redis
from playwright.sync_api import sync_playwright

from accounts.queries import heads
from config import catalogues
from tests import browsers, processes, threads


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # once, not in every xdist worker
        catalogues.build()


def pytest_collection_modifyitems(config, items):
    """On SQLite everything but `postgres`; on PostgreSQL `postgres` and `races` only."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    left = [item for item in items if not _belongs(item, on_postgres)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _belongs(item, on_postgres):
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & {"postgres", "races"}) if on_postgres else "postgres" not in marks


@pytest.fixture(autouse=True)
def no_head_of_another_test(settings):
    """The ends of the chains kept outside the database belong to one test's rows."""
    heads.path().unlink(missing_ok=True)


@pytest.fixture
def at_once():
    """``at_once(*callables)``: run them at one moment in threads; ``.results``, ``.errors``."""
    return threads.at_once


@pytest.fixture
def worker(transactional_db, tmp_path):
    """``worker("default", "originality")`` starts a real Celery worker on these queues.

    ``beat=True`` adds the clock; ``broker`` is an address, else the folder broker of the test.
    Returns its ``Popen`` (with ``.log``); it ends with the test.
    """
    with ExitStack() as stack:

        def start(*queues, beat=False, broker="filesystem://", concurrency=1, **variables):
            name = f"worker{len(list(tmp_path.glob('worker*.log')))}"
            log = tmp_path / f"{name}.log"
            words = ["-m", "celery", "-A", "config", "worker", "--loglevel=INFO"]
            words += [
                "-n",
                f"{name}@test",
                "-c",
                concurrency,
                "-Q",
                ",".join(queues or ["default"]),
            ]
            words += ["-B", "-s", tmp_path / f"{name}.beat"] if beat else []
            process = stack.enter_context(
                processes.running(*words, log=log, CELERY_BROKER_URL=broker, **variables)
            )
            processes.until(lambda: " ready." in log.read_text(), patience=90)
            process.log = log
            return process

        yield start


@pytest.fixture
def redis_url():
    """An empty database of a Redis that answers; skipped with the reason where none does."""
    base = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
    for number in range(15, 0, -1):
        url = f"{base}/{number}"
        try:
            server = redis.from_url(url, socket_connect_timeout=1)
            empty = server.dbsize() == 0
        except redis.RedisError as error:
            pytest.skip(f"no Redis at {base}: {error}")
        if empty:
            yield url
            server.flushdb()
            return
    pytest.skip(f"no empty database in the Redis at {base}")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of this process."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running
    with sync_playwright() as playwright:
        chromium = browsers.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server, settings):
    """``new_page(account, **options)``: a window of its own, signed in if an account is given."""
    settings.PUBLIC_URL = live_server.url
    with ExitStack() as stack:

        def open_window(account=None, **options):
            asked = {"base_url": live_server.url, "viewport": browsers.DESK} | options
            context = browser.new_context(**asked)
            stack.callback(context.close)
            page = context.new_page()
            return browsers.sign_in(page, account, live_server.url) if account else page

        yield open_window


@pytest.fixture
def page(new_page):
    """A window on the live server, signed in as nobody."""
    return new_page()


@pytest.fixture
def axe():
    """``axe(page)``: what axe objects to at WCAG 2.2 AA; an empty list is the aim."""
    return browsers.axe
