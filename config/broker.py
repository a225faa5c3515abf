"""The broker of folders, made safe for several processes.

kombu's own writes a message under its final name: a reader that is quick takes an empty file
and its worker ends with ``JSONDecodeError``, killing what it was at (seen every few minutes on
two busy cores). Here files appear whole, by renaming, and are taken by renaming, so that of two
readers one wins. Its tables of queues are replaced whole, one writer at a time.
"""

import fcntl
import os
from contextlib import contextmanager, suppress
from json import dumps, loads
from pathlib import Path
from queue import Empty
from time import monotonic
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        name = f"{round(monotonic() * 1000)}_{uuid4()}"
        _appear(Path(self.data_folder_out, f"{name}.{queue}.msg"), payload)

    def _get(self, queue):
        names = sorted(os.listdir(self.data_folder_in))
        for name in (name for name in names if name.partition(".")[2] == f"{queue}.msg"):
            taken = Path(self.data_folder_in, f"{uuid4()}.taken")
            with suppress(FileNotFoundError):  # another reader was quicker
                os.rename(Path(self.data_folder_in, name), taken)
                payload = loads(taken.read_text(encoding="utf-8"))
                taken.unlink()
                return payload
        raise Empty

    def get_table(self, exchange):
        with suppress(FileNotFoundError):
            rows = loads(self._exchange_file(exchange).read_text(encoding="utf-8"))
            return [filesystem.exchange_queue_t(*row) for row in rows]
        return []

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table(exchange) as rows:
            if row not in rows:
                rows.insert(0, row)

    def _delete(self, queue, exchange, routing_key, pattern, *args, **kwargs):
        self._purge(queue)
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table(exchange) as rows:
            if row in rows:
                rows.remove(row)

    @contextmanager
    def _table(self, exchange):
        """The rows of an exchange, to be changed by nobody else meanwhile."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with open(self.control_folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = self.get_table(exchange)
            rows = list(before)
            yield rows
            if rows != before:
                _appear(self._exchange_file(exchange), rows)


class Transport(filesystem.Transport):
    Channel = Channel
    patience: float | None = None  # a worker's: it looks for signals only between two waits

    def drain_events(self, connection, timeout=None):
        if self.patience and timeout:
            timeout = min(timeout, self.patience)
        return super().drain_events(connection, timeout=timeout)


def _appear(file, content):
    """Write ``content`` so that whoever sees ``file`` sees all of it."""
    part = file.with_name(f"{uuid4()}.part")
    part.write_text(dumps(content), encoding="utf-8")
    os.replace(part, file)


def install():
    """Let ``filesystem://`` mean this."""
    TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
