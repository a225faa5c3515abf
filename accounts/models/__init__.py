from accounts.models.account import Account
from accounts.models.audit import AuditEvent, ChainHead
from accounts.models.link import PersonalLink
from accounts.models.programme import Programme
from accounts.models.role import Role
from accounts.models.token import ApiToken

__all__ = [
    "Account",
    "ApiToken",
    "AuditEvent",
    "ChainHead",
    "PersonalLink",
    "Programme",
    "Role",
]
