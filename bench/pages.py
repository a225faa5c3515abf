"""What the officers' pages cost with 5 and with 200 entries and 1,000 sheets.

``./dev bench pages``. SQL statements of one request and the least CPU of five, in this process;
the page with 5 entries is the baseline of the page with 200. Exit 1 when the statements differ,
are more than 12, or 200 rows take more than 120 ms of CPU.
"""

import os
import sys
import time

import django

MOST_SQL = 12
MOST_CPU = 0.120  # seconds for 200 entries
PAGES = ("dashboard", "entries", "findings", "evaluations", "tally")


def main() -> int:
    """Measure, print, judge."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from bench import crowd  # noqa: PLC0415 — models need the settings first
    from config import catalogues  # noqa: PLC0415

    catalogues.build()
    with crowd.database():
        round = crowd.five()
        few = {page: cost(crowd.client(round), page, round) for page in PAGES}
        crowd.grow(round)
        many = {page: cost(crowd.client(round), page, round) for page in PAGES}
        many["results"] = few["results"] = public(crowd)
    return tell(few, many)


def cost(client, page: str, round) -> tuple[int, float, float]:
    """SQL statements, CPU seconds of the first request, and the least of five more."""
    from django.urls import reverse  # noqa: PLC0415

    return measured(client, reverse(f"competition:{page}", args=[round.slug]))


def public(crowd) -> tuple[int, float, float]:
    """The result page of a published round, as anyone reads it."""
    round = crowd.published()
    return measured(crowd.visitor(), f"/rounds/{round.slug}/results/")


def measured(client, url: str) -> tuple[int, float, float]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    first = timed(client, url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked), first, min(timed(client, url) for _ in range(5))


def timed(client, url: str) -> float:
    begun = time.process_time()
    answer = client.get(url)
    spent = time.process_time() - begun
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    return spent


def tell(few: dict, many: dict) -> int:
    print("page         SQL 5  SQL 200     CPU 5   CPU 200  ratio      cold")
    faults = []
    for page, (statements, first, least) in many.items():
        was, _cold, base = few[page]
        print(
            f"{page:12} {was:6} {statements:8} {base * 1e3:6.0f} ms {least * 1e3:6.0f} ms"
            f" {least / base:6.1f} {first * 1e3:6.0f} ms"
        )
        if was != statements or statements > MOST_SQL or least > MOST_CPU:
            faults.append(page)
    print("over the limit: " + ", ".join(faults) if faults else "within the limits")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
