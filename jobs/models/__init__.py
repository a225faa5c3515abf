from jobs.models.attempt import Attempt
from jobs.models.job import Job
from jobs.models.message import Message

__all__ = ["Attempt", "Job", "Message"]
