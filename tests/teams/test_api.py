import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from teams.actions import submissions
from tests.factories import teams
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db
LISTS = ["consortia", "submissions", "files", "documents", "components"]


def results(client, name, **query):
    answer = client.get(f"/api/v1/{name}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def filled(submission, folder):
    teams.handed_in(submission, {"a.txt": b"1"}, folder)
    teams.document(submission)
    teams.component(submission)
    return submission


def test_who_lists_what(client, team, tmp_path):
    filled(team.submission, tmp_path)
    organiser = holder(team.submission.programme)

    def counts(account):
        client.force_login(account)
        return [len(results(client, name)) for name in LISTS]

    assert counts(team.lead) == [1, 1, 1, 1, 1]
    assert counts(AccountFactory()) == [0, 0, 0, 0, 0]
    assert counts(organiser) == [1, 0, 0, 0, 0]
    submissions.seal(teams.past_deadline(team.submission))
    assert counts(organiser) == [1, 1, 1, 1, 1]


def test_a_submission_is_found_by_its_repository(client, team):
    url = f"/api/v1/submissions/{team.submission.repo}/"
    client.force_login(AccountFactory())
    assert client.get(url).status_code == 404

    client.force_login(team.lead)

    assert client.get(url).json()["state"] == "open"


def test_lists_are_narrowed_to_one_submission(client, team, tmp_path):
    filled(team.submission, tmp_path / "1")
    other = teams.SubmissionFactory(consortium=team.consortium, slug="stage-3")
    filled(other, tmp_path / "2")
    client.force_login(team.lead)

    found = results(client, "files", team=team.consortium.slug, round="stage-3")

    assert [(row["repo"], row["path"]) for row in found] == [(other.repo, "a.txt")]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_and_for_three(
    client, team, tmp_path, name, django_assert_max_num_queries
):
    client.force_login(team.lead)
    asked = []
    for n in range(1, 4):
        consortium = teams.ConsortiumFactory(programme=team.submission.programme)
        teams.MembershipFactory(consortium=consortium, account=team.lead)
        filled(teams.SubmissionFactory(consortium=consortium), tmp_path / str(n))
        with django_assert_max_num_queries(6) as counted:
            results(client, name)
        asked.append(len(counted.captured_queries))
    assert len(set(asked)) == 1


def test_a_document_is_handed_in_by_a_program(client, team):
    client.force_login(team.lead)
    file = SimpleUploadedFile("report.pdf", teams.PDF)
    sent = {"repo": team.submission.repo, "kind": "plan", "title": "계획", "file": file}

    answer = client.post("/api/v1/documents/", sent)

    assert answer.status_code == 201, answer.content
    assert answer.json()["version"] == 1


def test_the_bill_is_declared_and_taken_back_by_a_program(client, team):
    client.force_login(team.lead)
    line = {"repo": team.submission.repo, "name": "본체", "component": "language"}

    made = client.post("/api/v1/components/", line, "application/json")
    assert made.status_code == 201, made.content
    gone = client.delete(f"/api/v1/components/{made.json()['id']}/")

    assert gone.status_code == 204
    assert not team.submission.components.exists()


def test_a_refusal_is_a_problem_with_its_clause(client, team):
    submission = teams.past_deadline(team.submission)
    client.force_login(team.lead)
    line = {"repo": submission.repo, "name": "본체", "component": "language"}

    answer = client.post("/api/v1/components/", line, "application/json")

    assert (answer.status_code, answer.json()["clause"]) == (409, "9(2)")


def test_who_may_not_hand_in(client, team):
    line = {"repo": team.submission.repo, "name": "본체", "component": "language"}
    codes = []
    for account in (
        teams.member(team.consortium, role="signatory"),
        holder(team.submission.programme),
        AccountFactory(),
        teams.member(teams.ConsortiumFactory()),
    ):
        client.force_login(account)
        codes.append(client.post("/api/v1/components/", line, "application/json").status_code)

    assert codes == [403, 403, 403, 404]
    assert not team.submission.components.exists()


def test_a_team_cannot_reach_a_line_of_another(client, team):
    theirs = teams.component(teams.SubmissionFactory())
    client.force_login(team.lead)

    assert client.delete(f"/api/v1/components/{theirs.pk}/").status_code == 404
