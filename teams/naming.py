"""What a consortium, a repository and a file may be called.

Paths arrive raw from many systems. They are kept in Unicode NFC (macOS sends Hangul taken
apart, NFD), and two names that differ only in that or in upper and lower case are refused:
on other disks they would be one file.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from accounts import canonical
from accounts.errors import RuleBroken

SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
SLUG_LENGTH = range(2, 41)
PATH_LENGTH, NAME_BYTES = 1000, 255
RESERVED = frozenset(
    re.findall(
        r"\S+",
        "account accounts admin api audit datasets demo docs evaluate hand-in healthz i18n intake"
        " invitation jobs letters link media models office originality panel results rounds rules"
        " sign-in sign-out spaces static team teams titles v1 v2 verify xet",
    )
)
JOINER = "\u200d"  # inside emoji; the other format characters only hide things
IGNORED_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".env"})
IGNORED_FOLDERS = frozenset({"__pycache__", ".ipynb_checkpoints", "__macosx"})


def slug(words: str) -> str:
    """The name itself if a repository id can hold it and no page of ours has it."""
    if not SLUG.fullmatch(words) or len(words) not in SLUG_LENGTH or words.endswith(".git"):
        raise RuleBroken(
            _("Use 2 to 40 small Latin letters, digits and single - _ . between them."),
            field="slug",
        )
    if words in RESERVED:
        raise RuleBroken(_("“%(slug)s” is a word of the system."), field="slug", slug=words)
    return words


def path(raw: str) -> str:
    """The path as it is kept, or RuleBroken with what is wrong with it."""
    kept = canonical.nfc(raw)
    if why := _fault(kept):
        raise RuleBroken(_("%(path)s: %(why)s"), path=shown(raw), why=why)
    return kept


def _fault(kept):
    parts = kept.split("/")
    if not kept or len(kept) > PATH_LENGTH or any(len(p.encode()) > NAME_BYTES for p in parts):
        return _("The name is empty or too long.")
    if kept.startswith("/") or not {"", ".", ".."}.isdisjoint(parts) or ".git" in parts:
        return _("The path leaves its folder or has an empty part.")
    if "\\" in kept or any(hidden(c) for c in kept):
        return _("The name has a backslash, a control character or an invisible one.")
    return None


def hidden(character):
    """Controls, formats, surrogates and unassigned: what a reader cannot see."""
    return unicodedata.category(character).startswith("C") and character != JOINER


def shown(raw: str) -> str:
    """A path as it may be printed on a terminal."""
    return "".join("\N{REPLACEMENT CHARACTER}" if hidden(c) else c for c in raw[:200])


def folded(kept: str) -> str:
    """What two names share that must not stand side by side."""
    return canonical.nfc(kept.casefold())


def collisions(paths) -> list[tuple[str, str]]:
    """Pairs of kept paths that cannot stand in one folder: alike, or a file where a folder is."""
    seen: dict[str, str] = {}
    pairs = []
    for one in sorted(paths):
        other = seen.setdefault(folded(one), one)
        if other != one:
            pairs.append((other, one))
    for key, one in seen.items():
        parents = (key[:at] for at, c in enumerate(key) if c == "/")
        pairs += [(seen[parent], one) for parent in parents if parent in seen]
    return pairs


def require_one_spelling(spelled: dict[str, str], kept: str, raw: str) -> None:
    """Two names of one request that are kept as one (NFC and NFD) are refused, not merged."""
    if spelled.setdefault(kept, raw) != raw:
        raise same_name(spelled[kept], raw)


def same_name(one: str, other: str) -> RuleBroken:
    words = _("%(one)s and %(other)s are the same name on some computers; rename one.")
    return RuleBroken(words, one=shown(one), other=shown(other))


def ignored(kept: str) -> bool:
    """Files a computer adds by itself, and `.env`, which holds secrets: left out, not refused."""
    *folders, name = kept.lower().split("/")
    return name in IGNORED_NAMES or name.startswith("._") or not IGNORED_FOLDERS.isdisjoint(folders)
