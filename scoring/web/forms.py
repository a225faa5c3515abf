from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.web.forms import RuleForm
from scoring.models import Conflict

NONE = "none"


class PledgeForm(RuleForm):
    """For every team: an interest or none. Nothing is preset, so that each is answered."""

    agree = forms.BooleanField(
        label=_("I have read the pledge and sign it."),
        error_messages={"required": _("Without the pledge nothing can be opened.")},
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.teams = teams
        for team in teams:
            self.fields[f"ground-{team.key}"] = forms.ChoiceField(
                label=team.name,
                help_text=team.bodies,
                choices=[("", _("Choose")), (NONE, _("No interest")), *Conflict.Ground.choices],
                error_messages={"required": _("Say whether you have an interest in this team.")},
            )
        self.fields["note"] = forms.CharField(
            label=_("Explanation, if you declared an interest"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.order_fields([*(f"ground-{team.key}" for team in teams), "note", "agree"])

    def clean(self):
        said = super().clean()
        grounds = [(team.candidate, said.get(f"ground-{team.key}")) for team in self.teams]
        declared = [(c, ground, said.get("note", "")) for c, ground in grounds if ground != NONE]
        return {"conflicts": [line for line in declared if line[1]]}


class ConflictForm(RuleForm):
    """One more interest, found after the pledge."""

    candidate = forms.ChoiceField(label=_("Team"))
    ground = forms.ChoiceField(label=_("Ground"), choices=Conflict.Ground.choices)
    note = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {team.key: team.candidate for team in teams}
        self.fields["candidate"].choices = [(team.key, team.name) for team in teams]

    def clean(self):
        said = super().clean()
        if "candidate" in said:
            said["candidate"] = self.by_key[said["candidate"]]
        return said


class StepDownForm(RuleForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
