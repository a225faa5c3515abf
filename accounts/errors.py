"""What an action says when a rule forbids it. Doors turn this into a form error or a problem."""


class RuleBroken(Exception):
    """A rule of the competition says no. ``words`` is a lazy message, ``clause`` its place.

    ``field`` names the form field that holds the cause, if one does.
    """

    def __init__(self, words, *, clause="", field=None, **facts):
        super().__init__(words)
        self.words, self.clause, self.field, self.facts = words, clause, field, facts

    def __str__(self):  # in the reader's language, at the moment of reading
        return str(self.words) % self.facts if self.facts else str(self.words)


class IllegalMove(RuleBroken):
    """No arrow leads from the state the row has to the one asked for."""


class StaleState(RuleBroken):
    """Somebody else moved the row first."""
