"""Several callers at the same moment, each with a database connection of its own."""

from dataclasses import dataclass, field
from threading import Barrier, Lock, Thread

from django.db import connections


@dataclass
class Outcome:
    """What the callables returned, and the exceptions of those that raised."""

    results: list = field(default_factory=list)
    errors: list = field(default_factory=list)


def at_once(*callables):
    """Start all callables at one moment in threads, wait for all, tell what became of them.

    Needs ``django_db(transaction=True)``: inside a test's transaction nobody else sees rows.
    """
    outcome, barrier, lock = Outcome(), Barrier(len(callables)), Lock()

    def run(call):
        barrier.wait()
        try:
            result = call()
        except Exception as error:
            with lock:
                outcome.errors.append(error)
        else:
            with lock:
                outcome.results.append(result)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(call,), daemon=True) for call in callables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "a caller hangs"
    return outcome
