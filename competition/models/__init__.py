from competition.models.decision import Decision, TallyRecord
from competition.models.entry import Entry
from competition.models.finding import Finding, Irregularity
from competition.models.letter import Letter, Objection
from competition.models.letterhead import Letterhead
from competition.models.playback import Playback
from competition.models.round import Round
from competition.models.rulebook import OFFICERS, RulebookVersion

__all__ = [
    "OFFICERS",
    "Decision",
    "Entry",
    "Finding",
    "Irregularity",
    "Letter",
    "Letterhead",
    "Objection",
    "Playback",
    "Round",
    "RulebookVersion",
    "TallyRecord",
]
