from django import forms

from accounts.errors import RuleBroken


class RuleForm(forms.Form):
    """A form that calls one action. ``status`` is what its page answers with.

    200 when shown, 422 when a field is wrong, 409 when a rule says no; what was typed stays.
    """

    status = 200

    @classmethod
    def of(cls, request, **kwargs):
        """The form as posted, or empty."""
        if request.method != "POST":
            return cls(**kwargs)
        return cls(request.POST, request.FILES, **kwargs)

    def attempt(self, action, *args, **kwargs):
        """Call ``action`` with the cleaned fields; if it says no, keep its words.

        True when it was done: ``result`` holds what the action returned.
        """
        if not self.is_valid():
            self.status = 422 if self.is_bound else 200
            return False
        try:
            self.result = action(*args, **self.cleaned_data, **kwargs)
        except RuleBroken as broken:
            self.refuse(broken)
            return False
        return True

    def refuse(self, broken):
        """Show a broken rule at its field (or above the form), with its clause."""
        words = f"{broken} ({broken.clause})" if broken.clause else str(broken)
        self.add_error(broken.field if broken.field in self.fields else None, words)
        self.status = 409
