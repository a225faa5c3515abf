"""gunicorn's settings, here and in production: ``gunicorn -c python:config.webserver config.wsgi``.

Threads, because an upload waits for the network for minutes; the heartbeat is the worker's own,
so that a long request does not get it killed.
"""

from config import env, leash

bind = f"{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000)}"
worker_class = "gthread"
workers = env.number("WEB_WORKERS", 2)
threads = env.number("WEB_THREADS", 32)
preload_app = True
timeout = 300
graceful_timeout = 4
keepalive = 5
limit_request_line = 8190
worker_tmp_dir = "/dev/shm"  # noqa: S108  a heartbeat on disk stalls when the disk does
control_socket_disable = True


def post_fork(server, worker):
    leash.die_with_parent(worker.ppid)
