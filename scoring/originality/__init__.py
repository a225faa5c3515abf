"""Whether a model's weights came from another model's: an engine that knows no Django.

``assess`` examines a package against references and returns a frozen Report.
"""

from scoring.originality import blas, library
from scoring.originality.engine import assess, rejection
from scoring.originality.faults import BadPackage
from scoring.originality.library import Reference
from scoring.originality.package import check_file
from scoring.originality.report import Finding, Note, Report
from scoring.originality.version import VERSION
from scoring.originality.words import name, say

input_faults = (BadPackage,)

__all__ = [
    "VERSION",
    "BadPackage",
    "Finding",
    "Note",
    "Reference",
    "Report",
    "assess",
    "blas",
    "check_file",
    "input_faults",
    "library",
    "name",
    "rejection",
    "say",
]
