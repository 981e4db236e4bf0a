"""What an authorization server or API means by its error: a message of the catalogue, or else the code of a standard.

Source: RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 8628 section 3.5, RFC 8707 section 2
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.finding import Confidence, Fix, Party
from forwhom.recognise import recognise
from forwhom.wording import read as read_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue
    from forwhom.message_match import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an error code means, as a sentence, the findings behind it, and who changes what."""

    text: str
    codes: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerError:
    """An error response: `code` and `description` as they came, and what they mean.

    `matches` are the messages of the catalogue in it, `speaker` is the name of who prints the first, `codes` are the
    findings that it can mean, most likely first.
    """

    code: str
    description: str = ""
    uri: str = ""
    status: int | None = None
    meaning: Meaning
    matches: tuple[Match, ...] = field(default=(), repr=False)
    speaker: str = ""
    codes: tuple[str, ...] = ()


_MAX_TEXT = 2000
_MAX_FIXES = 3
#: What mends the request, where the fixes of a finding are about a token that was issued.
_REQUEST_FIXES: Mapping[str, tuple[Fix, ...]] = {
    "audience-not-requested": (
        Fix(
            Party.CLIENT, "name the API in the request, the same on the authorization request and on the token request"
        ),
    ),
    "aud-many-unsupported": (Fix(Party.CLIENT, "request one token for each API"),),
    "aud-not-a-uri": (
        Fix(Party.CLIENT, "ask for the API by an absolute URI without a fragment"),
        Fix(Party.AUTHORIZATION_SERVER, "register the API under such a URI"),
    ),
}
_UNKNOWN = Meaning(text="The standards do not define this code; its description has to tell.")
_MEANINGS: Mapping[str, Meaning] = {
    "invalid_target": Meaning(
        text="The server does not know the resource that was asked for, does not issue tokens for it to this client, or the user granted another one.",
        codes=("resource-not-registered", "audience-not-requested"),
        fixes=(
            Fix(Party.CLIENT, "ask for the API by the exact identifier under which the server knows it"),
            Fix(Party.CLIENT, "send the same resource on the authorization request and on the token request"),
            Fix(Party.AUTHORIZATION_SERVER, "register the API under the identifier that clients ask for"),
        ),
        reference="RFC 8707 section 2",
    ),
    "access_denied": Meaning(
        text="The user or the server refused. Some servers answer so when the audience is not known to them or not allowed for this client.",
        codes=("resource-not-registered",),
        fixes=(
            Fix(Party.CLIENT, "repeat the request and grant consent, or read the description for another reason"),
            Fix(Party.AUTHORIZATION_SERVER, "allow this client to ask for tokens of this API"),
        ),
        reference="RFC 6749 section 4.1.2.1",
    ),
    "invalid_scope": Meaning(
        text="The scope is unknown, malformed, or not allowed for this client. Where scopes stand for APIs, this is how an unknown API shows.",
        codes=("resource-not-registered",),
        fixes=(
            Fix(Party.CLIENT, "ask only for scopes that the server knows and this client may have"),
            Fix(Party.AUTHORIZATION_SERVER, "register the scope and allow it for this client"),
        ),
        reference="RFC 6749 section 5.2",
    ),
    "invalid_client": Meaning(
        text="The client is unknown, its credential is wrong, or it authenticates in a way that is not the registered one. A client assertion for another audience is refused so, too.",
        fixes=(
            Fix(Party.CLIENT, "check client id and credential, and how the client is registered to authenticate"),
            Fix(
                Party.CLIENT,
                "with an assertion, use the algorithm and the audience (issuer, token endpoint) that the server wants",
            ),
        ),
        reference="RFC 6749 section 5.2",
    ),
    "invalid_grant": Meaning(
        text="The code, refresh token, device code or assertion is used up, expired, revoked, of another client, or the redirect URI or PKCE verifier is not the one of the authorization request.",
        fixes=(Fix(Party.CLIENT, "begin anew: codes are good once and for a minute or so"),),
        reference="RFC 6749 section 5.2",
    ),
    "unauthorized_client": Meaning(
        text="The client exists and may not use this grant.",
        fixes=(Fix(Party.AUTHORIZATION_SERVER, "allow the grant for this client, or use another client"),),
        reference="RFC 6749 section 5.2",
    ),
    "unsupported_grant_type": Meaning(
        text="The server does not offer this grant at all.",
        fixes=(Fix(Party.CLIENT, "use a grant that grant_types_supported of the metadata names"),),
        reference="RFC 6749 section 5.2",
    ),
    "unsupported_response_type": Meaning(
        text="The server does not offer the authorization code flow to this client.",
        fixes=(Fix(Party.AUTHORIZATION_SERVER, "allow the response type code for this client"),),
        reference="RFC 6749 section 4.1.2.1",
    ),
    "invalid_request": Meaning(
        text="A parameter is missing, doubled, or not understood.",
        fixes=(Fix(Party.CLIENT, "compare the request that is shown with what the server documents"),),
        reference="RFC 6749 section 5.2",
    ),
    "invalid_resource": Meaning(
        text="The server does not know the resource or scope that was asked for in this tenant.",
        codes=("resource-not-registered",),
        fixes=(Fix(Party.CLIENT, "ask for the API by the identifier under which this tenant knows it"),),
    ),
    "consent_required": Meaning(
        text="Nobody has consented yet that this client gets tokens for this API.",
        fixes=(Fix(Party.AUTHORIZATION_SERVER, "grant consent, or let an administrator grant it for all"),),
        reference="OIDC Core section 3.1.2.6",
    ),
    "interaction_required": Meaning(
        text="The server wants to ask the user something first.",
        fixes=(Fix(Party.CLIENT, "log in interactively"),),
        reference="OIDC Core section 3.1.2.6",
    ),
    "login_required": Meaning(
        text="The user is not signed in at the server.",
        fixes=(Fix(Party.CLIENT, "log in interactively"),),
        reference="OIDC Core section 3.1.2.6",
    ),
    "expired_token": Meaning(
        text="The device code expired before the user entered it.",
        fixes=(Fix(Party.CLIENT, "begin anew and enter the code in time"),),
        reference="RFC 8628 section 3.5",
    ),
    "invalid_token": Meaning(
        text="The API refuses the token: it is expired, revoked, malformed, or for another audience.",
        codes=("aud-mismatch", "token-expired", "signature-invalid"),
        fixes=(Fix(Party.CLIENT, "get a token whose aud is the identifier that the API expects"),),
        reference="RFC 6750 section 3.1",
    ),
    "insufficient_scope": Meaning(
        text="The token is for this API and lacks a scope that the call needs.",
        fixes=(Fix(Party.CLIENT, "ask for the scope that the challenge names"),),
        reference="RFC 6750 section 3.1",
    ),
    "unsupported_token_type": Meaning(
        text="The server does not tell about tokens of this kind; a JWT is read by whoever receives it.",
        reference="RFC 7009 section 2.2.1",
    ),
    "temporarily_unavailable": Meaning(
        text="The server is overloaded or in maintenance.", reference="RFC 6749 section 4.1.2.1"
    ),
    "server_error": Meaning(
        text="The server failed; its own log has the reason.", reference="RFC 6749 section 4.1.2.1"
    ),
    "invalid_code": Meaning(
        text="Not a code of the standards: the authorization code or its PKCE verifier is refused, which others call invalid_grant.",
        reference="RFC 6749 section 5.2",
    ),
}


def read(members: Mapping[str, JsonValue], status: int | None, known: Catalogue) -> ServerError | None:
    """The error in the members of a response or callback, `None` where there is none."""
    code = members.get("error")
    if not isinstance(code, str) or not code:
        return None
    description = _text(members, "error_description")
    spoken = f"{code}: {description}" if description else code
    # What only resembles a message may be anybody's: many servers repeat the sentences of the standards.
    matches = tuple(
        match
        for match in recognise(spoken, known.phrasebook)
        if not match.altered and match.confidence is not Confidence.POSSIBLE
    )
    meaning = _meaning(code, matches, known)
    told = [code for match in matches for code in match.message.codes]
    codes = tuple(dict.fromkeys([*told, *meaning.codes, *read_wording(spoken).codes]))
    return ServerError(
        code=code[:_MAX_TEXT],
        description=description,
        uri=_text(members, "error_uri"),
        status=status,
        meaning=meaning,
        matches=matches,
        speaker=known.verifiers[matches[0].verifier].name if matches else "",
        codes=codes,
    )


def _meaning(code: str, matches: tuple[Match, ...], known: Catalogue) -> Meaning:
    """What the code means, in the words of the catalogue where it knows the message: those are about this very case."""
    general = _MEANINGS.get(code, _UNKNOWN)
    if not matches:
        return general
    message = matches[0].message
    fixes = [
        fix
        for code in message.codes
        for fix in _REQUEST_FIXES.get(code, known.kinds[code].fixes)
        if fix.party is not Party.RESOURCE_SERVER
    ]
    return Meaning(
        text=message.note or general.text,
        codes=message.codes,
        fixes=tuple(dict.fromkeys(fixes))[:_MAX_FIXES] or general.fixes,
        reference=general.reference,
    )


def _text(members: Mapping[str, JsonValue], name: str) -> str:
    value = members.get(name)
    return value[:_MAX_TEXT] if isinstance(value, str) else ""
