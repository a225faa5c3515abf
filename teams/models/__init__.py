from teams.models.consortium import Consortium, Invitation, Membership, Organisation, Participation
from teams.models.handed import Component, Document
from teams.models.intake import Arrival, Blob, Upload, Xorb
from teams.models.repository import Commit, File
from teams.models.submission import Submission

__all__ = [
    "Arrival",
    "Blob",
    "Commit",
    "Component",
    "Consortium",
    "Document",
    "File",
    "Invitation",
    "Membership",
    "Organisation",
    "Participation",
    "Submission",
    "Upload",
    "Xorb",
]
