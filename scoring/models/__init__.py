"""What was measured and judged: frozen forms, sheets, ratings, reports, runs."""

from scoring.models.evaluator import Conflict, Evaluator, Pledge
from scoring.models.form import Candidate, EvaluationForm
from scoring.models.originality_report import OriginalityReport
from scoring.models.panel import Rater, Rating
from scoring.models.run import BenchmarkRun
from scoring.models.sheet import Sheet

__all__ = [
    "BenchmarkRun",
    "Candidate",
    "Conflict",
    "EvaluationForm",
    "Evaluator",
    "OriginalityReport",
    "Pledge",
    "Rater",
    "Rating",
    "Sheet",
]
