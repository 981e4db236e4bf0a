"""What a resource server finds wrong with a request before or beside its token, as findings of known kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Confidence, Evidence, Finding, Severity, Where
from forwhom.findings import credentials_malformed, scope_insufficient, token_in_query, token_missing

if TYPE_CHECKING:
    from forwhom.finding_kind import FindingKind


def _trouble(kind: FindingKind, because: str) -> Finding:
    return Finding(
        code=kind.code,
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        title=kind.title,
        because=because,
        evidence=(Evidence(Where.HEADER),),
        fixes=kind.fixes,
        references=kind.references,
    )


TOKEN_MISSING = _trouble(token_missing.KIND, "everything but the exempt paths asks for a token")
CREDENTIALS_MALFORMED = _trouble(
    credentials_malformed.KIND, "it has to be the word Bearer, a blank and one token, and to stand there once"
)
TOKEN_IN_QUERY = _trouble(
    token_in_query.KIND, "a URL stands in logs and histories, so a token in it is never read and has leaked"
)
SCOPE_INSUFFICIENT = _trouble(scope_insufficient.KIND, "all required scopes have to stand in its scope or scp claim")
