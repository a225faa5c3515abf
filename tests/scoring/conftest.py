"""Hand-ins made of real files, and the demonstration's models."""

from pathlib import Path

import pytest

from scoring import demo_models
from teams.actions import submissions
from tests.factories import teams
from tests.factories.accounts import ProgrammeFactory


@pytest.fixture
def handed_in(tmp_path):
    """``handed_in(files)``: a submission that holds them, handed in and sealed."""

    def hand_in(files):
        submission = teams.SubmissionFactory(consortium__programme=ProgrammeFactory())
        teams.handed_in(submission, files, tmp_path / "package")
        return submissions.seal(teams.past_deadline(submission))

    return hand_in


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Everything ``demo_models.make`` made, once for all tests of this process."""
    return demo_models.make(tmp_path_factory.mktemp("models"), seed=7)


@pytest.fixture
def team_files(demo):
    """``team_files("own")``: the files of the first team whose vision encoder is its own;
    ``"copied"``: of the first that took one over; ``""``: of the first that has none.
    """

    def files(vision):
        wanted = {"own": {"own"}, "": {""}}.get(vision)
        listed = demo["teams"]
        copied = {team["vision"] for team in listed} - {"own", ""}
        folder = Path(next(t["path"] for t in listed if t["vision"] in (wanted or copied)))
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

    return files
