"""Settings of the tests: a VAR_DIR for every process, and nothing that would only cost time."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "TEST_VAR_DIR" not in os.environ:  # the first process; workers and children inherit it
    os.environ["TEST_VAR_DIR"] = tempfile.mkdtemp(prefix="simsa-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_VAR_DIR"], ignore_errors=True)

_own = Path(os.environ["TEST_VAR_DIR"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["VAR_DIR"] = str(_own)
os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["OFFICER_MFA"] = "off"

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES, VAR_DIR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False  # its own tests switch it on
ACCOUNT_RATE_LIMITS = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True  # do not read every static file at each start
# A file, not memory: threads and other processes see the same rows.
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
