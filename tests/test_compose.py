"""Production's files against the Compose schema and against what the code reads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml
from django.urls import resolve

from config import env, webserver
from config.settings import base
from jobs import kinds

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docker-compose.yml"
COMPOSE = yaml.safe_load(FILE.read_text(encoding="utf-8"))
OURS = {n: s for n, s in COMPOSE["services"].items() if s["image"].startswith("simsa")}
OF_THE_FILE = {"QUEUE"}  # used by the health check of a worker, not by the code


def variables(service):
    """The names a service sets, as the code knows them."""
    return {name.removesuffix("_FILE") for name in service["environment"]} - OF_THE_FILE


def test_the_file_is_valid_compose():
    words = ["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    told = subprocess.run([sys.executable, *words], capture_output=True, text=True)

    assert told.returncode == 0, told.stdout


def test_every_variable_is_one_the_settings_read():
    assert base.BASE_DIR and webserver.bind  # both have read theirs
    assert {
        name: variables(s) - env.READ for name, s in OURS.items() if variables(s) - env.READ
    } == {}


def test_secrets_are_files_and_each_file_is_made():
    made = set(re.findall(r"keep (\w+)", (ROOT / "deploy" / "make-secrets").read_text("utf-8")))
    assert set(COMPOSE["secrets"]) == made
    plain = {"SECRET_KEY", "DATABASE_URL", "STORAGE_URL", "EMAIL_URL"}
    for service in OURS.values():
        assert not plain & set(service["environment"])
        assert set(service["secrets"]) <= made


def test_every_queue_has_a_worker():
    commands = [s.get("command", []) for s in OURS.values()]
    served = {words[words.index("-Q") + 1] for words in commands if "-Q" in words}
    assert served == set(kinds.QUEUES)
    assert {kind.queue for kind in kinds.KINDS.values()} <= served


def test_every_service_that_stays_says_whether_it_is_well():
    stay = {name: s for name, s in COMPOSE["services"].items() if s.get("restart") != "no"}
    assert [name for name, s in stay.items() if name != "proxy" and "healthcheck" not in s] == []
    assert "/healthz" in json.dumps(OURS["web"]["healthcheck"])
    assert resolve("/healthz")


def test_benchmarks_reserve_a_gpu():
    devices = OURS["worker-benchmark"]["deploy"]["resources"]["reservations"]["devices"]
    assert [device["capabilities"] for device in devices] == [["gpu"]]


def test_the_image_holds_what_the_compose_file_names():
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    stages = set(re.findall(r"AS (\w+)", image))
    assert {service["build"]["target"] for service in OURS.values()} == stages
    assert f"BENCH_PYTHON={OURS['worker-benchmark']['environment']['BENCH_PYTHON']}" in image
