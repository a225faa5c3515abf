"""A letter: tagged, in its language, with an embedded Hangul font, and made once."""

from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from competition import typeset
from competition.actions import letters
from competition.models import Letter
from competition.queries import letters as asked
from jobs.actions import leases
from jobs.models import Job
from teams import storage
from tests.factories import competition as make

pytestmark = pytest.mark.django_db


def printed(letter):
    return PdfReader(BytesIO(typeset.pdf(letters.sheet(asked.of(letter.pk)))))


def tags(node):
    """The names of all structure elements below a node, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        return [name for child in node for name in tags(child)]
    if not isinstance(node, dict):
        return []
    own = [node["/S"]] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


@pytest.fixture
def round(db):
    return make.published(teams=2)


@pytest.fixture
def letter(round):
    return Letter.objects.filter(decision__round=round, language="ko").order_by("pk").first()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_letter_is_tagged_and_says_its_language_and_title(round, language):
    letter = Letter.objects.filter(decision__round=round, language=language).first()
    root = printed(letter).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert printed(letter).metadata.title == letters_subject(letter)


def letters_subject(letter):
    subject = letters.sheet(asked.of(letter.pk)).split("<title>")[1]
    return subject.split("</title>")[0]


def test_its_table_has_headers_that_a_reader_hears(letter):
    found = tags(printed(letter).trailer["/Root"]["/StructTreeRoot"])

    assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= set(found)
    assert found.count("/Table") == 1


def test_its_hangul_is_embedded_and_can_be_searched(letter):
    pdf = printed(letter)
    fonts = [f.get_object() for f in pdf.pages[0]["/Resources"]["/Font"].values()]
    files = [f["/DescendantFonts"][0].get_object()["/FontDescriptor"] for f in fonts]

    assert all("/FontFile2" in d.get_object() or "/FontFile3" in d.get_object() for d in files)
    text = "".join(page.extract_text() for page in pdf.pages)
    assert letter.number in text
    assert "끝." in text
    assert "(직인 생략)" in text


def test_without_a_hangul_font_no_letter_is_made(letter, monkeypatch):
    monkeypatch.setattr(typeset, "hangul_font", lambda: "")

    with pytest.raises(typeset.FontMissing, match="fonts-nanum"):
        typeset.pdf(letters.sheet(asked.of(letter.pk)))


def test_nothing_outside_the_letter_is_fetched(settings):
    path = settings.BASE_DIR / "README.md"
    page = f'<html lang="ko"><title>x</title><link rel="stylesheet" href="file://{path}"><p>가'

    assert b"Simsa conducts" not in typeset.pdf(page)


def test_the_job_keeps_the_file_with_its_digest(letter):
    job = leases.claim(Job.objects.get(about=f"letter:{letter.pk}").pk, worker="here")

    letters.make(job, progress=lambda *_: None)

    letter.refresh_from_db()
    kept = storage.store().open(letter.key).read()
    assert letter.state == "made"
    assert (letter.sha256, letter.size) == (sha256(kept).hexdigest(), len(kept))
