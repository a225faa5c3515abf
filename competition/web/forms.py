"""The office's forms. Field names are the keywords of the action each form calls."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.web.forms import RuleForm
from competition.models import Irregularity, Round
from competition.models.round import slug_rule
from competition.web.fields import Moment, Table, TextFile

PEOPLE = ["name", "email"]
TEAMS = ["slug", "name_ko", "name_en", "model_name", "lead_ko", "lead_en", "email"]


class Nothing(RuleForm):
    """A button that only confirms."""


class CalendarForm(RuleForm):
    opens_at = Moment(label=_("Hand-in opens"), required=False)
    closes_at = Moment(label=_("Hand-in closes"), required=False)
    evaluation_opens_at = Moment(label=_("Evaluation opens"), required=False)
    evaluation_closes_at = Moment(label=_("Evaluation closes"), required=False)
    publishes_at = Moment(label=_("Publication, not earlier than"), required=False)


class NewRoundForm(CalendarForm):
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    slug = forms.CharField(
        label=_("Short name for addresses"),
        max_length=40,
        validators=[slug_rule],
        help_text=_("Lower-case letters, digits and hyphens; teams type it when they upload."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Round.Kind.choices, initial="stage")
    field_order = ("name_ko", "name_en", "slug", "kind")


class AmendForm(CalendarForm):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed after the opening. Every team is told, with this reason."),
    )


class RulebookForm(RuleForm):
    file = TextFile(label=_("Rulebook file (JSON)"))


class ListForm(RuleForm):
    """A list as text or as a file; the action gets rows."""

    file = TextFile(label=_("Or a CSV file"), required=False)
    name: str

    def clean(self):
        cleaned = super().clean()
        text = cleaned.get("file") or cleaned.get(self.name) or ""
        if self.errors:
            return cleaned
        try:
            return {self.name: self.fields[self.name].rows(text)}
        except ValidationError as problem:
            self.add_error(self.name, problem)
            return cleaned


class PeopleForm(ListForm):
    name = "people"
    people = Table(
        label=_("One person a line: name, e-mail"),
        columns=PEOPLE,
        needed=PEOPLE,
        required=False,
    )
    field_order = ("people", "file")


class TeamsForm(ListForm):
    name = "teams"
    teams = Table(
        label=_("One team a line"),
        columns=TEAMS,
        needed=["slug", "name_ko"],
        required=False,
        help_text=_(
            "Columns: slug, name_ko, name_en, model_name, lead_ko, lead_en, email"
            " (of the person who leads)."
        ),
    )
    field_order = ("teams", "file")


class ReasonForm(RuleForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class EntryCalendarForm(ReasonForm):
    opens_at = Moment(label=_("Hand-in opens"))
    closes_at = Moment(label=_("Hand-in closes"))
    field_order = ("opens_at", "closes_at", "reason")


class PutOutForm(RuleForm):
    kind = forms.ChoiceField(label=_("Why"), choices=Irregularity.Kind.choices)
    note = forms.CharField(label=_("Reason in Korean"), widget=forms.Textarea(attrs={"rows": 3}))
    note_en = forms.CharField(
        label=_("Reason in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReplyForm(RuleForm):
    reply = forms.CharField(
        label=_("Your reply"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One reply. It cannot be changed after it was sent."),
    )


class RulingForm(RuleForm):
    passed = forms.TypedChoiceField(
        label=_("Does the team meet the minimum standard?"),
        choices=[("yes", _("Meets the standard")), ("no", _("Does not meet the standard"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason in Korean"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How the reply was weighed. The team reads it in its decision letter."),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class WhyForm(RuleForm):
    why = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class ConsortiumForm(RuleForm):
    """Which of one's teams; kept out of the call, the view passes the row."""

    def __init__(self, *args, consortia=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.consortia = {row.slug: row for row in consortia}
        self.fields["consortium"] = forms.TypedChoiceField(
            label=_("Team"),
            choices=[(slug, row.name) for slug, row in self.consortia.items()],
            coerce=self.consortia.get,
        )
