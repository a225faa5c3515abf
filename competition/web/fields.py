"""Form fields of the office: moments in Korean time, lists that come as text or as a file."""

import csv
import io

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import canonical
from accounts.templatetags.simsa import KST

LARGEST = 2 * 2**20  # bytes of a list or a rulebook file
BINARY = b"\x00"


class Moment(forms.DateTimeField):
    """A moment typed in Korean time; kept in UTC."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", gettext_lazy("Korean time (KST)"))
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def prepare_value(self, value):
        with timezone.override(KST):
            return super().prepare_value(value)

    def to_python(self, value):
        with timezone.override(KST):
            return super().to_python(value)


class TextFile(forms.FileField):
    """A text file, read: UTF-8, or the Windows spelling of Korean."""

    widget = forms.FileInput

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return ""
        if upload.size > LARGEST:
            raise ValidationError(_("The file is larger than 2 MB."))
        return read(upload.read())


def read(raw):
    """The text of a file, or words that say why it has none."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return canonical.nfc(text)
    raise ValidationError(_("This is not a text file in UTF-8."))


class Table(forms.CharField):
    """Lines of a list, separated by commas or tabs; the first line may name the columns."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def __init__(self, *, columns, needed, **kwargs):
        self.columns, self.needed = columns, needed
        super().__init__(**kwargs)

    def rows(self, text):
        """A dict for each line; ValidationError names the lines that cannot be used."""
        lines = [line for line in _cells(text) if any(line)]
        names = self.columns
        if lines and {cell.lower() for cell in lines[0]} <= set(self.columns):
            names = [cell.lower() for cell in lines.pop(0)]
        found = [self._row(names, line) for line in lines]
        if not found:
            raise ValidationError(_("The list is empty."))
        problems = [p for n, row in enumerate(found, start=1) for p in self._problems(n, row)]
        if problems:
            raise ValidationError(problems)
        return found

    def _row(self, names, line):
        given = dict(zip(names, line, strict=False))
        return {name: given.get(name, "") for name in self.columns}

    def _problems(self, number, row):
        lacking = [name for name in self.needed if not row[name]]
        if lacking:
            words = _("Line %(n)s: %(what)s is missing.")
            yield words % {"n": number, "what": ", ".join(lacking)}
        if row.get("email"):
            try:
                validate_email(row["email"])
            except ValidationError:
                words = _("Line %(n)s: “%(email)s” is no e-mail address.")
                yield words % {"n": number, "email": row["email"]}


def _cells(text):
    head = text[:2000]
    separator = "\t" if "\t" in head else "," if "," in head else ";"
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    return [[cell.strip() for cell in line] for line in lines]
