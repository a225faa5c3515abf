"""What people type on the pages of a team; the field names are those of the actions."""

from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.web.forms import RuleForm
from teams.models import Component, Document, Membership


class Press(RuleForm):
    """A button and nothing else."""


class DocumentForm(RuleForm):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Document.Kind)
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF; a training log may also be text, .zst or .gz. At most 200 MB."),
    )


class ComponentForm(RuleForm):
    name = forms.CharField(label=_("Name of the component"), max_length=100)
    component = forms.ChoiceField(label=_("What it is"), choices=Component.Kind)
    source_kind = forms.ChoiceField(label=_("Origin"), choices=Component.Source)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("Name or address of what was used; needed unless it is your own."),
    )
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)
    commit = forms.CharField(
        label=_("Version or commit of the source"), max_length=100, required=False
    )
    weights = forms.ChoiceField(label=_("First weights"), choices=Component.Weights)
    training = forms.ChoiceField(label=_("Training"), choices=Component.Training)
    note = forms.CharField(
        label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class TokenForm(RuleForm):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("For instance the machine that uploads."),
    )
    expires_in = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=lambda days: timedelta(days=int(days)),
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days"))],
        initial=30,
    )


class InvitationForm(RuleForm):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role,
        initial=Membership.Role.MEMBER,
        help_text=_(
            "A lead hands in and names people, a member hands in, a signatory reads and signs."
        ),
    )


class NewMemberForm(RuleForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("At least 8 characters, not only digits."),
    )
