"""Would this be taken? The rules of the door, asked before bytes are sent and again at a commit."""

from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken
from teams import contents, naming, storage
from teams.models import Submission
from teams.models.submission import ONE_FILE

INLINE = 2**20  # bytes of a text that may travel inside a commit
TOLD = 20  # refusals named in one answer
SEOUL = ZoneInfo("Asia/Seoul")


class Offered(NamedTuple):
    """A file the client would like to send: its path, its size, its first bytes."""

    path: str
    size: int
    sample: bytes


def require_timely(submission: Submission, at) -> None:
    """The request reached the server while the submission was open; else when and which clause."""
    if submission.takes(at):
        return
    if at < submission.opens_at:
        raise RuleBroken(_("Hand-in opens at %(opens)s."), opens=moment(submission.opens_at))
    if at < submission.closes_at:
        state = submission.get_state_display()
        raise RuleBroken(_("%(repo)s is %(state)s."), repo=submission.repo, state=state)
    raise RuleBroken(
        _(
            "%(refusal)s Hand-in closed at %(closes)s; this request reached the server at"
            " %(at)s. Files that no commit named before then do not count."
        ),
        clause=submission.clause,
        refusal=submission.refusal,
        closes=moment(submission.closes_at),
        at=moment(at),
    )


def moment(at) -> str:
    """A moment to the second, in Korea's time, as a terminal can show it."""
    return f"{at.astimezone(SEOUL):%Y-%m-%d %H:%M:%S} KST"


def faults(submission: Submission, offered: Iterable[Offered]) -> list[RuleBroken]:
    """Everything wrong with what is offered: names, sizes, contents, collisions, quota, room."""
    wrong, sizes, spelled = [], {}, {}
    for file in offered:
        try:
            kept = naming.path(file.path)
            naming.require_one_spelling(spelled, kept, file.path)
            sizes[kept] = file.size
            require_size(submission, file.path, file.size)
            named(file.path, contents.announced, file.sample, file.size)
        except RuleBroken as broken:
            wrong.append(broken)
    standing = dict(submission.files.current().values_list("path", "size"))
    misfits = _misfits(submission, standing | sizes)
    return [*misfits, *_no_room(sum(sizes.values())), *wrong]


def require_fit(submission: Submission, tree: dict[str, int]) -> None:
    """A whole tree (path to size) can stand in this submission."""
    for broken in _misfits(submission, tree):
        raise broken


def require_size(submission, path, size):
    if size > (limit := min(submission.max_file_bytes, ONE_FILE)):
        raise RuleBroken(
            _("%(path)s has %(size)s bytes; one file may have %(limit)s."),
            path=naming.shown(path),
            size=f"{size:,}",
            limit=f"{limit:,}",
        )


def is_small_text(file: Offered) -> bool:
    """It may travel inside the commit."""
    return file.size <= INLINE and contents.announced(file.sample, file.size) == "text"


def named(path, question, *args):
    """Ask, and put the path before what is wrong."""
    try:
        return question(*args)
    except RuleBroken as broken:
        words = _("%(path)s: %(why)s")
        raise RuleBroken(words, path=naming.shown(path), why=broken) from broken


def staged(submission: Submission) -> int:
    """Bytes the store holds for a submission, counted or not."""
    sums = (rows.aggregate(n=Sum("size"))["n"] for rows in (submission.blobs, submission.xorbs))
    return sum(n or 0 for n in sums)


def require_staging(submission: Submission, size: int) -> None:
    """What arrives and is never committed has a bound too: twice the quota, and a little."""
    if staged(submission) + size > 2 * submission.quota_bytes + ONE_FILE:
        raise RuleBroken(_("Too many bytes were sent that no commit names. Ask the organiser."))


def _misfits(submission, tree):
    for one, other in naming.collisions(tree)[:TOLD]:
        yield naming.same_name(one, other)
    if (total := sum(tree.values())) > submission.quota_bytes:
        yield RuleBroken(
            _("The files would have %(total)s bytes together; %(quota)s are allowed."),
            total=f"{total:,}",
            quota=f"{submission.quota_bytes:,}",
        )


def _no_room(size):
    free = storage.store().free()
    if free is not None and free < size:
        yield RuleBroken(_("The server's disk has no room for these files. Tell the organiser."))
