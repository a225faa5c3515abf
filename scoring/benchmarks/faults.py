"""What can stop a benchmark, told apart by whose business it is.

``words`` is an English message with ``%(name)s`` places and ``facts`` fills them. ``str()`` is
the filled English message; ``words.told(text, "ko")`` says it in Korean, also later.
"""


class BenchmarkError(Exception):
    """Any reason why there is no result."""

    def __init__(self, words: str, **facts: object) -> None:
        super().__init__(words)
        self.words, self.facts = words, facts

    def __str__(self) -> str:
        return self.words % self.facts if self.facts else self.words

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self}"


class BadSuite(BenchmarkError):
    """The suite file is wrong: whoever wrote it must correct it."""


class BadModel(BenchmarkError):
    """What was handed in cannot be loaded as a model: the team's business."""


class HarnessMissing(BenchmarkError):
    """The benchmark environment is not there, or not complete: wait and look again."""


class DataMissing(BenchmarkError):
    """A task shipped with lm-eval whose data are not on this machine: wait for who puts them there.

    ``facts``: ``task``, ``dataset`` (its name on the Hub), ``folder`` (where to put a copy).
    """


class HarnessFailed(BenchmarkError):
    """Anything else went wrong, and it is ours. ``log`` is the end of the harness's own log."""

    def __init__(self, words: str, *, log: str = "", **facts: object) -> None:
        super().__init__(words, **facts)
        self.log = log
