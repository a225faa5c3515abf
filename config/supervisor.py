"""``python -m config.supervisor``: the whole system in the foreground.

Prepares the database, then becomes supervisord, which starts the web server, the workers and
the clock, starts again whichever dies, and ends all of them on Ctrl-C. Should supervisord
itself be killed, its children die with it (see ``leash``).
"""

import fcntl
import os
import shlex
import socket
import sqlite3
import stat
import sys
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands

from config import catalogues

LOCK = 4  # supervisord closes what it inherits from 5 on; its children close all but the first 3
PATIENCE = 6  # seconds a process has to end by itself

HEAD = """\
[supervisord]
nodaemon=true
logfile={log}/supervisor.log
loglevel=warn
pidfile={var}/supervisor.pid
childlogdir={log}
directory={base}
{user}
[group:simsa]
programs={names}
"""
PROGRAM = """
[program:{name}]
command={command}
autorestart={again}
startsecs={startsecs}
startretries=1000000
stopsignal={stop}
stopwaitsecs={patience}
stopasgroup={group}
killasgroup=true
redirect_stderr=true
stdout_logfile={out}
stdout_logfile_maxbytes={bytes}
stdout_logfile_backups=3
"""


def programs():
    """Name → command of everything that must live."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config"]
    worker = [*celery, "worker", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    queues = {"default": 2, "originality": 1, "benchmark": 1}
    workers = {
        f"worker-{queue}": [*worker, "-n", f"{queue}@%%h", "-Q", queue, "-c", str(count)]
        for queue, count in queues.items()
    }
    web = [python, "-m", "gunicorn", "-c", "python:config.webserver", "config.wsgi"]
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile="]
    return {"web": web, "beat": beat} | workers


def errands():
    """Name → command of what runs once beside them."""
    return {
        "bench-env": ["sh", "./dev", "bench-env"],
        "welcome": [sys.executable, "-m", "config.welcome"],
    }


def configuration(log):
    """The text of supervisord's configuration."""
    names = ",".join([*programs(), *errands()])
    user = "user=root\n" if os.geteuid() == 0 else ""  # else it warns of being root
    facts = {"log": log, "var": settings.VAR_DIR, "base": settings.BASE_DIR}
    text = HEAD.format(**{k: _plain(v) for k, v in facts.items()}, names=names, user=user)
    for name, words in programs().items():
        text += _program(name, words, log, again="true", startsecs=3)
    for name, words in errands().items():
        text += _program(name, words, log, again="false", startsecs=0)
    return text


def _program(name, words, log, **facts):
    leash = [sys.executable, str(settings.BASE_DIR / "config" / "leash.py")]
    leash += ["--parent", str(os.getpid())]  # supervisord keeps our process id
    nice = [] if name in {"web", "welcome"} else ["--nice", "5"]  # pages stay quick
    command = f"{_plain(shlex.join(leash + nice))} {shlex.join(words)}"
    # A worker asked by QUIT ends its own pool at once; its jobs are claimed again after a lease.
    ending = ("QUIT", "false") if name.startswith("worker-") else ("TERM", "true")
    facts |= dict(zip(("stop", "group"), ending, strict=True))
    aloud = name == "welcome" and _can_be_reopened(sys.stdout.fileno())
    facts |= {"out": "/dev/fd/1" if aloud else _plain(log / f"{name}.log")}
    facts |= {"bytes": 0 if aloud else "10MB", "patience": PATIENCE}
    return PROGRAM.format(name=name, command=command, **facts)


def _can_be_reopened(descriptor):
    """Whether a child may write there, too; from now on both write at the end."""
    if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        return False
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_APPEND)
    return True


def _plain(value):
    return str(value).replace("%", "%%")


def hold(folder):
    """Two systems on one VAR_DIR would sweep each other's queue: the second is refused."""
    descriptor = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"simsa: another ./dev run uses {folder}. Stop it, or set another VAR_DIR.")
    os.dup2(descriptor, LOCK, inheritable=True)


def require_port(host, port):
    """Say now that the port is taken, not in a log."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"simsa: cannot listen on {host}:{port}: {error.strerror}. Set PORT or HOST.")


def prepare(var):
    """Bring the database up to date; an empty embedded one gets the demonstration."""
    mark = var / "demo.unfinished"
    if mark.exists():  # broken off before anyone could sign in: begin anew
        _sweep(var, mark)
    elif settings.EMBEDDED and is_migrated(var / "db.sqlite3"):
        return  # seconds sooner, since no application had to be loaded
    django.setup()
    empty = settings.EMBEDDED and not (var / "db.sqlite3").exists()
    if empty:
        mark.touch()
    call_command("migrate", verbosity=0)
    if empty and "demo" in get_commands():
        print("simsa: an empty system: building the demonstration (a minute)", flush=True)
        call_command("demo", "--autoplay-start")
    mark.unlink(missing_ok=True)


def is_migrated(database):
    """Whether the file remembers every migration that stands in the applications' folders."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(database)) as link, suppress(sqlite3.DatabaseError):
        done = set(link.execute("SELECT app, name FROM django_migrations"))
        return set(_migrations()) <= done
    return False


def _migrations():
    apps = [app for app in settings.INSTALLED_APPS if app not in settings.MIGRATION_MODULES]
    for app in apps:  # knox has none here: its table is ours
        folders = find_spec(app).submodule_search_locations or []
        for file in (f for folder in folders for f in Path(folder, "migrations").glob("0*.py")):
            yield app.rpartition(".")[2], file.stem


def _sweep(var, mark):
    for file in var.glob("db.sqlite3*"):
        file.unlink()
    with suppress(FileNotFoundError):
        mark.unlink()


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    try:
        var = settings.VAR_DIR
    except ImproperlyConfigured as wrong:
        sys.exit(f"simsa: {wrong}")
    hold(var)
    require_port(settings.HOST, settings.PORT)
    catalogues.build()
    prepare(var)
    log = Path(var, "log")
    log.mkdir(exist_ok=True)
    file = var / "supervisor.conf"
    file.write_text(configuration(log), encoding="utf-8")
    words = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(file)]
    os.execv(words[0], words)  # noqa: S606


if __name__ == "__main__":
    main()
