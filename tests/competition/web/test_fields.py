from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from competition.web import fields
from competition.web.forms import PEOPLE, PeopleForm

ROW = {"name": "가람", "email": "g@example.kr"}


def table():
    return fields.Table(columns=PEOPLE, needed=PEOPLE)


@pytest.mark.parametrize(
    "text",
    [
        "가람,g@example.kr",
        "name,email\n가람,g@example.kr\n",
        "email,name\ng@example.kr,가람",
        "가람\tg@example.kr\n\n",
        "가람; g@example.kr",
        '"가람",g@example.kr\r\n',
    ],
)
def test_a_list_is_read_however_it_was_exported(text):
    assert table().rows(text) == [ROW]


def test_a_list_says_which_line_is_wrong_and_why():
    with pytest.raises(ValidationError) as refusal:
        table().rows("가람,g@example.kr\n나래,\n다솜,not an address")

    assert [words.split(":")[0] for words in refusal.value.messages] == ["2번째 줄", "3번째 줄"]


def test_an_empty_list_is_refused():
    with pytest.raises(ValidationError):
        table().rows("\n\n")


def test_korean_of_windows_and_a_byte_order_mark_are_read():
    assert fields.read("가람".encode("cp949")) == "가람"
    assert fields.read("가람".encode("utf-8-sig")) == "가람"


def test_hangul_of_a_mac_is_composed():
    assert fields.read("가람".encode()) == "가람"


def test_bytes_that_are_no_text_are_refused_in_words():
    with pytest.raises(ValidationError):
        fields.read(b"PK\x03\x04\x00\x00")


def test_a_moment_is_typed_in_korean_time_and_kept_in_utc():
    field = fields.Moment()

    moment = field.clean("2027-03-24T14:20")

    assert moment == datetime(2027, 3, 24, 5, 20, tzinfo=UTC)
    assert field.prepare_value(moment).strftime("%H:%M") == "14:20"


def test_the_form_gives_the_action_rows():
    form = PeopleForm({"people": "가람,g@example.kr"})

    assert form.is_valid()
    assert form.cleaned_data == {"people": [ROW]}
