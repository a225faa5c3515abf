"""Commits, the deadline, the seal: what counts."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from accounts.errors import IllegalMove, RuleBroken
from accounts.queries.audit import breaks, untold_rows
from teams import tasks
from teams.actions import commits, intake, submissions
from teams.models import File, Submission
from teams.queries import packages
from tests.factories import teams

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def put(submission, path, data):
    """Bytes that have arrived, as an operation of a commit."""
    blob = intake.receive(submission, [data] if data else [], size=len(data))
    return commits.Put(path, blob.sha256, blob.size)


def commit(submission, *operations, at=None, **facts):
    return commits.commit(submission, operations, by=None, received_at=at or now(), **facts)


def listed(submission):
    return [path for path, _size, _digest in packages.listing(submission)]


def test_the_same_commit_twice_is_one(team):
    operation = put(team.submission, "a.txt", b"1")

    first, second = commit(team.submission, operation), commit(team.submission, operation)

    assert first == second
    assert team.submission.commits.count() == 1


def test_operations_are_applied_in_their_order(team):
    a, b = put(team.submission, "d/a.txt", b"1"), put(team.submission, "d/b.txt", b"2")
    commit(team.submission, a, b)

    commit(team.submission, commits.DeleteFolder("d"), put(team.submission, "d/a.txt", b"3"))

    assert packages.listing(team.submission)[0][:2] == ["d/a.txt", 1]
    assert listed(team.submission) == ["d/a.txt"]
    assert team.submission.files.count() == 3


def test_a_content_that_never_arrived_cannot_be_committed(team):
    with pytest.raises(RuleBroken, match=r"a\.txt"):
        commit(team.submission, commits.Put("a.txt", "0" * 64, 1))

    assert not team.submission.commits.exists()


def test_a_content_of_another_team_did_not_arrive_here(team):
    other = teams.SubmissionFactory()
    theirs = put(other, "a.txt", b"secret")

    with pytest.raises(RuleBroken):
        commit(team.submission, theirs)


def test_a_wrong_digest_or_a_short_body_keeps_nothing(team):
    with pytest.raises(RuleBroken, match="SHA-256"):
        intake.receive(team.submission, [b"abc"], size=3, sha256="0" * 64)
    with pytest.raises(Exception, match="2 of 3 bytes"):
        intake.receive(team.submission, [b"ab"], size=3)

    assert not team.submission.blobs.exists()


def test_what_collides_only_after_the_commit_is_refused(team):
    commit(team.submission, put(team.submission, "Config.json", b"{}"))

    with pytest.raises(RuleBroken):
        commit(team.submission, put(team.submission, "config.json", b"{}"))
    moved = [commits.Delete("Config.json"), put(team.submission, "config.json", b"{}")]
    commit(team.submission, *moved)

    assert listed(team.submission) == ["config.json"]


def test_who_names_a_parent_is_told_when_another_commit_came_between(team):
    first = commit(team.submission, put(team.submission, "a.txt", b"1"))
    commit(team.submission, put(team.submission, "b.txt", b"1"), parent=first.oid)

    with pytest.raises(RuleBroken):
        commit(team.submission, put(team.submission, "c.txt", b"1"), parent=first.oid)


def test_the_request_that_arrived_a_moment_before_the_deadline_counts(team):
    closes = team.submission.closes_at
    operation = put(team.submission, "a.txt", b"1")

    with pytest.raises(RuleBroken) as late:
        commit(team.submission, operation, at=closes)
    commit(team.submission, operation, at=closes - timedelta(microseconds=1))

    assert late.value.clause == "9(2)"
    assert listed(team.submission) == ["a.txt"]


def test_the_seal_waits_for_a_commit_that_arrived_in_time_and_is_still_read(team):
    submission = team.submission
    operation = put(submission, "a.txt", b"1")
    with time_machine.travel(submission.closes_at - timedelta(seconds=1)):
        arrival = intake.arrive(submission, by=team.lead, at=now())

    with time_machine.travel(submission.closes_at + timedelta(seconds=1)):
        assert not Submission.objects.due().exists()
        with pytest.raises(RuleBroken):
            submissions.seal(submission)
        commit(submission, operation, at=arrival.received_at)
        intake.end(arrival)
        sealed = submissions.seal(submission)

    assert sealed.state == "sealed"
    assert listed(sealed) == ["a.txt"]


def test_the_seal_does_not_wait_for_ever(team):
    commit(team.submission, put(team.submission, "a.txt", b"1"))
    intake.arrive(team.submission, by=team.lead, at=now())

    with time_machine.travel(team.submission.closes_at + timedelta(minutes=11)):
        assert submissions.seal(team.submission).state == "sealed"


def test_nothing_is_sealed_before_the_deadline_and_nothing_twice(team):
    commit(team.submission, put(team.submission, "a.txt", b"1"))
    with pytest.raises(RuleBroken):
        submissions.seal(team.submission)

    submissions.seal(teams.past_deadline(team.submission))

    with pytest.raises(RuleBroken):
        submissions.seal(team.submission)
    with pytest.raises(IllegalMove):
        submissions.withdraw(Submission.objects.get(), by=None)


def test_a_submission_without_files_lapses(team):
    teams.document(team.submission)

    assert submissions.seal(teams.past_deadline(team.submission)).state == "lapsed"


def test_after_the_seal_nothing_changes_any_more(team):
    submission = team.submission
    commit(submission, put(submission, "a.txt", b"1"))
    line = teams.component(submission)
    late = put(submission, "b.txt", b"2")
    sealed = submissions.seal(teams.past_deadline(submission))

    for change in (
        lambda: commit(submission, late, at=submission.opens_at),
        lambda: commit(submission, commits.Delete("a.txt"), at=submission.opens_at),
        lambda: teams.document(sealed),
        lambda: teams.component(sealed, name="more"),
        lambda: teams.bill.remove(line, by=None),
        lambda: submissions.amend_terms(sealed, {"quota_bytes": 1}, by=None),
    ):
        with pytest.raises(RuleBroken):
            change()

    assert packages.manifest(sealed) == sealed.manifest


def test_what_no_commit_names_goes_after_the_seal(team):
    submission = team.submission
    commit(submission, put(submission, "a.txt", b"kept"))
    put(submission, "b.txt", b"never committed")
    tasks.tick()
    assert submission.blobs.count() == 2
    sealed = submissions.seal(teams.past_deadline(submission))

    tasks.tick()

    assert [blob.size for blob in submission.blobs.all()] == [4]
    with packages.checked_out(sealed) as folder:
        assert (folder / "a.txt").read_bytes() == b"kept"
    assert not folder.exists()


def test_a_file_changed_behind_the_trail_is_found(team, tmp_path):
    teams.handed_in(team.submission, {"a.txt": b"1", "b.txt": b"2"}, tmp_path)
    commit(team.submission, commits.Delete("b.txt"))
    assert list(breaks(team.submission.chain)) == []
    assert [row for row in untold_rows() if "teams.file" in row.place] == []

    File.objects.filter(path="a.txt").update(sha256="0" * 64)

    assert [found.why for found in breaks(team.submission.chain)] == ["changed row"]


def test_amended_terms_move_the_deadline_of_one_entry_alone(team):
    other = teams.SubmissionFactory(programme=team.submission.programme)
    later = team.submission.closes_at + timedelta(days=2)

    submissions.amend_terms(team.submission, {"closes_at": later}, by=None)

    with time_machine.travel(other.closes_at + timedelta(seconds=1)):
        assert list(Submission.objects.due()) == [other]


def test_an_unknown_term_is_a_bug(team):
    with pytest.raises(TypeError):
        submissions.amend_terms(team.submission, {"deadline": now()}, by=None)


def test_bytes_that_are_never_committed_have_a_bound_too(team):
    submission = submissions.amend_terms(team.submission, {"quota_bytes": 1}, by=None)

    with pytest.raises(RuleBroken, match="no commit"):
        intake.grant(submission, "0" * 64, 51 * 10**9)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_commit_that_races_with_the_seal_is_in_the_manifest_or_refused(team, at_once):
    submission = team.submission
    commit(submission, put(submission, "first.txt", b"1"))
    in_time = submission.opens_at
    operations = [put(submission, f"{n}.txt", bytes([65 + n])) for n in range(6)]
    submission = teams.past_deadline(submission)

    outcome = at_once(
        *[lambda op=op: commit(submission, op, at=in_time) for op in operations[:3]],
        lambda: submissions.seal(submission),
        *[lambda op=op: commit(submission, op, at=in_time) for op in operations[3:]],
    )

    sealed = Submission.objects.get(pk=submission.pk)
    assert sealed.state == "sealed"
    assert packages.manifest(sealed) == sealed.manifest
    accepted = len(outcome.results) - 1
    assert len(listed(sealed)) == 1 + accepted
    assert all(isinstance(error, RuleBroken) for error in outcome.errors), outcome.errors
    assert list(breaks(sealed.chain)) == []


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_who_commit_at_once_both_count(team, at_once):
    operations = [put(team.submission, f"{n}.txt", bytes([65 + n])) for n in range(5)]

    outcome = at_once(*[lambda op=op: commit(team.submission, op) for op in operations])

    assert outcome.errors == []
    assert len(listed(team.submission)) == 5
    numbers = team.submission.commits.values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]
