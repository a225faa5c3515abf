"""The broker of folders under several processes: nothing is lost, doubled or half read."""

import json
import subprocess
import sys

from kombu import Connection

from config import broker, env
from tests.processes import ROOT

EACH, WRITERS, READERS = 150, 3, 3
TALK = """
import json, sys
from queue import Empty
from kombu import Connection
import config.broker
config.broker.install()
part, me, each, options = sys.argv[1], sys.argv[2], *map(json.loads, sys.argv[3:])
with Connection("filesystem://", transport_options=options) as link:
    queue = link.SimpleQueue("work")
    if part == "write":
        [queue.put(f"{me}-{n}") for n in range(each)]
    else:
        got = []
        try:
            while True:
                message = queue.get(timeout=4)
                message.ack()
                got.append(message.payload)
        except Empty:
            print(json.dumps(got))
"""


def talk(part, me, options):
    words = [sys.executable, "-c", TALK, part, str(me), str(EACH), json.dumps(options)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_every_message_arrives_once_whoever_writes_and_reads(tmp_path):
    options = env.broker("CELERY_BROKER_URL", "filesystem://", tmp_path)[1] | {
        "polling_interval": 0.01
    }

    readers = [talk("read", n, options) for n in range(READERS)]
    writers = [talk("write", n, options) for n in range(WRITERS)]
    got = [message for reader in readers for message in json.loads(reader.communicate(90)[0])]

    assert [writer.wait(30) for writer in writers] == [0] * WRITERS
    assert sorted(got) == sorted(f"{w}-{n}" for w in range(WRITERS) for n in range(EACH))
    assert list((tmp_path / "queue").iterdir()) == []


def test_a_table_of_queues_keeps_every_row_and_forgets_on_request(tmp_path, at_once):
    broker.install()
    options = env.broker("CELERY_BROKER_URL", "filesystem://", tmp_path)[1]

    def bind(name):
        with Connection("filesystem://", transport_options=options) as link:
            link.default_channel._queue_bind("all", "", "", name)

    at_once(*[lambda n=n: bind(f"queue-{n}") for n in range(12)])

    with Connection("filesystem://", transport_options=options) as link:
        channel = link.default_channel
        assert {row.queue for row in channel.get_table("all")} == {f"queue-{n}" for n in range(12)}
        channel._delete("queue-3", "all", "", "")
        assert len(channel.get_table("all")) == 11
