"""What is wrong with a request before or beside its token: none came, it came in a wrong way, it grants too little."""

from __future__ import annotations

from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where

_RFC6750 = "RFC 6750"


def _trouble(code: str, title: str, because: str, section: str, *fixes: Fix) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        title=title,
        because=because,
        evidence=(Evidence(Where.HEADER),),
        fixes=fixes,
        references=(Reference(_RFC6750, section),),
    )


TOKEN_MISSING = _trouble(
    "token-missing",
    "the request brings no bearer token",
    "everything but the exempt paths asks for a token",
    "section 3.1",
    Fix(Party.CLIENT, "send the access token in the header Authorization, after the word Bearer"),
    Fix(Party.RESOURCE_SERVER, "name a path that is to be open, such as a health check, among the exempt ones"),
)
CREDENTIALS_MALFORMED = _trouble(
    "credentials-malformed",
    "the header Authorization does not hold one bearer token",
    "it has to be the word Bearer, a blank and one token, and to stand there once",
    "section 2.1",
    Fix(Party.CLIENT, "send the header Authorization once, with the word Bearer, one blank and the token"),
)
TOKEN_IN_QUERY = _trouble(
    "token-in-query",
    "the request brings an access token in its URL",
    "a URL stands in logs and histories, so a token in it is never read and has leaked",
    "section 2.3",
    Fix(Party.CLIENT, "send the access token in the header Authorization, and let the one in the URL expire"),
)
SCOPE_INSUFFICIENT = _trouble(
    "scope-insufficient",
    "the token does not grant every scope that is required",
    "all required scopes have to stand in its scope or scp claim",
    "section 3.1",
    Fix(Party.CLIENT, "request the token with the required scopes"),
    Fix(Party.AUTHORIZATION_SERVER, "allow the client the required scopes"),
)

#: By their codes.
TROUBLES = {one.code: one for one in (TOKEN_MISSING, CREDENTIALS_MALFORMED, TOKEN_IN_QUERY, SCOPE_INSUFFICIENT)}
