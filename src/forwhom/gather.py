"""From whatever a person has in hand to a case: finds the token, the claims, the error text and the settings in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.best_token import SHORTEST, best_token, is_sent
from forwhom.case import Case
from forwhom.complaint import complains
from forwhom.embedded_json import objects
from forwhom.jwt import jwks
from forwhom.jwt.defect import DefectCode, Where
from forwhom.jwt.json import parse_strict
from forwhom.jwt.token import MAX_LENGTH, Token, TokenForm, decode, from_parts
from forwhom.loose_claims import claim_lines
from forwhom.markup import without_markup
from forwhom.record import dataclass, field, replace
from forwhom.redact import mask, tokens
from forwhom.stated_setting import Stated, of_object, plain
from forwhom.stated_setting import read as read_settings
from forwhom.subject import subjects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from forwhom.jwt.defect import Defect
    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.jwks import KeySet

#: Characters. Longer texts are logs to be cut, not evidence.
MAX_TEXT = 262_144

_CLAIMS = frozenset({"iss", "sub", "aud", "exp", "iat", "nbf", "jti", "azp", "scp", "token_use"})
_COMPLAINTS = frozenset(
    {"error", "message", "msg", "error_description", "status", "statuscode", "code", "detail", "level"}
)
#: Those of them in which words stand.
_SAYING = frozenset({"error", "message", "msg", "error_description", "detail"})
#: Names under which a log says what was found, and what was expected.
_NAMES_A_SIDE = re.compile(r"aud(?:ience)?s?$|expected|found|identifier$|resource$", re.IGNORECASE)
_MAX_DEPTH = 4
#: Characters. A message that no word of trouble marks is no longer than this.
_SENTENCE = 600
_BARE = re.compile(r"(?!https?:)[A-Za-z0-9_\-+/.~\u2026]{8,}+={0,2}(?:%3[dD]|[.\u2026]){0,3}")
_SWITCH = re.compile(
    r"(?:verify|validate|check|require|skip|disable|ignore|insecure)[-_]?[a-z_\-]{0,20}(?:aud|audience|client[-_]?id)",
    re.IGNORECASE,
)
_CONFIGURATION = re.compile(
    r"\s*(?:-\s+)?[\"']?([\w.\-/$@]{1,80})[\"']?\s*(?:[:=]|=>)\s*(?:[^\s\"']*|\"[^\"]*\"|'[^']*')[\s,;\[{(]*"
)
_COMMAND = re.compile(
    r"\s*(?:[$>#%]\s|//|curl\b|wget\b|https?\s|(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+\S+\s+HTTP|(?:-H|-d|--\w)[\s\w])"
)
#: A statement of a program: its names (`issuer`) are no words of a message.
_CODE = re.compile(
    r"\s*(?:(?:await|class|const|def|final|from|func|import|let|private|public|return|static|using|val|var)\s"
    r"|[\w.$\[\]\"']{1,80}\s*=[^=>]|\.?[\w.]{1,80}\().{0,4000}[;{(,)\]}]\s*$"
)
_HEADER_LINE = re.compile(r"\s*[<>*]?\s*(?:(?:x-)?[a-z]+(?:-[a-z]+)*:\s|HTTP/[\d.]+ [23]\d\d)", re.IGNORECASE)


@dataclass(slots=True)
class _Pile:
    """What has been found so far; the rest of the text shrinks as things are taken from it."""

    token: Token | None = None
    claims: dict[str, JsonValue] | None = None
    header: dict[str, JsonValue] | None = None
    repeated: tuple[Defect, ...] = ()
    keys: KeySet | None = None
    settings: list[Stated] = field(default_factory=list[Stated])
    rest: str = ""
    notes: list[str] = field(default_factory=list[str])


def gather(text: str, keys: Collection[str] = ()) -> Case:
    """The case that the text describes. Never raises; takes time linear in the text.

    Of the text 256 Ki characters are read.
    `keys` are names of settings under which the expected audience may stand, beside those that end in "audience".
    No token stands in the error text of the case. What was found and not used is told in its notes.
    """
    text = without_markup(text[:MAX_TEXT].replace("\r\n", "\n").lstrip("\ufeff"))
    names = frozenset(map(plain, keys))
    pile = _Pile()
    if not any(character.isspace() for character in text.strip()) and (token := _bare(text)):
        return Case(token=token)
    pile.rest = surroundings = _take_token(text, pile)
    pile.rest = _take_objects(pile.rest.replace('\\"', '"') if '{\\"' in pile.rest else pile.rest, pile, names)
    pile.rest = _take_settings(pile.rest, pile, names)
    token = _token(pile)
    error = _error(pile.rest)
    if token is None and error is None and text.strip() and pile.settings == [] and pile.keys is None:
        # Nothing is recognised: it is shown to the catalogue of messages as it is, or read as what is left of a token.
        spoken = any(map(_speaks, pile.rest.split("\n")))
        token, error = (None, mask(pile.rest).strip() if spoken else None) if _wordy(text) else (decode(text), None)
    issuer = token.claims.get("iss") if token and token.claims else None
    expectation = _expectation(pile.settings, issuer if isinstance(issuer, str) else None)
    return Case(
        error=error,
        surroundings=mask(surroundings),
        token=token,
        expectation=expectation,
        keys=pile.keys,
        notes=tuple(pile.notes),
    )


def _bare(text: str) -> Token | None:
    """The token when the text is nothing else, so that everything odd about it is a defect of the token."""
    word = text.strip().strip("\"'`")
    if not _BARE.fullmatch(word):
        return None
    token = decode(text)
    if (
        token.form in {TokenForm.OPAQUE, TokenForm.FRAGMENT}
        and token.opaque_kind is None
        and token.length <= MAX_LENGTH
    ):
        return None if len(word) < SHORTEST or not any(map(str.isdigit, word)) else token
    return token


def _take_token(text: str, pile: _Pile) -> str:
    best = best_token(text)
    if best is None:
        return text
    pile.token = decode(best.text)
    found = list(tokens(text))
    others = {span.text for span in found if len(span.parts) > 1} - {best.text}
    if others:
        noun = "one more token stands" if len(others) == 1 else f"{len(others)} more tokens stand"
        chosen = "the one that was sent" if is_sent(text, best) else "the first whole one"
        pile.notes.append(f"{noun} in the text; {chosen} was read")
    return _without(text, ((span.start, span.end) for span in found), "[token]")


def _take_objects(text: str, pile: _Pile, names: frozenset[str]) -> str:
    taken: list[tuple[int, int]] = []
    for one in objects(text):
        complaint = _is_complaint(one.value)
        if _sort_out(one.value, pile, 0):
            taken.append((one.start, one.end))
            if pile.claims is one.value:
                pile.repeated = _repeated(text[one.start : one.end])
        elif "grant_type" in one.value or (complaint and not complains_not(one.value)):
            continue
        else:
            settings = list(of_object(one.value, names))
            pile.settings += settings
            if settings and not complains(text[one.start : one.end]):
                taken.append((one.start, one.end))
    return _without(text, taken, "{}")


def complains_not(value: Mapping[str, JsonValue]) -> bool:
    """Whether an object that holds an error text also holds settings under a name of ours (`expected_audiences`)."""
    return any(name.startswith("expected_") for name in value)


def _is_complaint(value: Mapping[str, JsonValue]) -> bool:
    return not _COMPLAINTS.isdisjoint(map(str.lower, value))


def _sort_out(value: JsonValue, pile: _Pile, depth: int) -> bool:
    """Takes claims, header and keys out of an object or the members of one; whether nothing else is in it."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return False
    if "keys" in value and isinstance(value["keys"], list):
        pile.keys = pile.keys or jwks.read(value)
        return True
    # The header of a JWE may repeat claims (RFC 7519 section 5.3).
    if "alg" in value and ("enc" in value or _CLAIMS.isdisjoint(value)):
        pile.header = pile.header or value
        return True
    if not _CLAIMS.isdisjoint(value) and "grant_type" not in value:
        pile.claims = pile.claims or value
        return True
    inner = [_sort_out(member, pile, depth + 1) for member in value.values()]
    return bool(inner) and all(inner)


def _take_settings(text: str, pile: _Pile, names: frozenset[str]) -> str:
    lines = text.split("\n")
    loose, used = claim_lines(lines)
    if loose and not pile.claims:
        pile.claims = loose
    settings = list(read_settings(["" if at in used else line for at, line in enumerate(lines)], names))
    pile.settings += settings
    used |= {at for one in settings for at in range(one.first, one.last + 1)}
    return "\n".join(line for at, line in enumerate(lines) if at not in used or _SWITCH.search(line[:8192]))


def _token(pile: _Pile) -> Token | None:
    """The token, or what the decoded header and claims say of one."""
    if pile.token and (pile.token.claims is not None or pile.token.form in {TokenForm.JWS, TokenForm.JWE}):
        if pile.claims is not None and pile.claims != pile.token.claims:
            pile.notes.append("decoded claims stand beside the token; those of the token were read")
        return pile.token
    if pile.claims is None and pile.header is None:
        return pile.token
    if pile.token and pile.token.header is not None and pile.claims is not None:
        return replace(pile.token, claims=pile.claims)
    token = from_parts(pile.header, pile.claims)
    return replace(token, defects=(*token.defects, *pile.repeated))


def _repeated(text: str) -> tuple[Defect, ...]:
    """The names that stand twice in an object."""
    defects = parse_strict(text.encode(errors="replace"), Where.PAYLOAD).defects
    return tuple(one for one in defects if one.code is DefectCode.JSON_DUPLICATE_NAME)


def _error(rest: str) -> str | None:
    """What complains in the rest of the text, with the lines around it; `None` when nothing does."""
    lines = [line for line in mask(rest).split("\n") if _speaks(line)]
    text = "\n".join(lines).strip()
    return text if any(_complains(line) for line in lines) else None


def _complains(line: str) -> bool:
    """Whether a line speaks of trouble: in words that errors use, or in those for trouble of a certain kind."""
    short = line[:8192]
    return (
        complains(short)
        or _SWITCH.search(short) is not None
        or any(one != "aud-mismatch" for one in subjects(short[:_SENTENCE]))
    )


def _speaks(line: str) -> bool:
    """Whether the line can be a part of a message: not blank, no configuration, command or header of a request."""
    if not line.replace("[token]", "").strip(" \t{}[](),;\"'`\\"):
        return False
    short = line[:8192]
    if complains(short) or _SWITCH.search(short):
        return not _COMMAND.match(short) or "HTTP/" in short
    if configuration := _CONFIGURATION.fullmatch(short):
        return configuration[1].lower() in _SAYING or _NAMES_A_SIDE.search(configuration[1]) is not None
    return not (_COMMAND.match(short) or _HEADER_LINE.match(short) or _CODE.match(short))


def _wordy(text: str) -> bool:
    """Whether the text reads as words rather than as a token."""
    return len(text.split()) > 1 or "://" in text or not any(map(str.isdigit, text)) or len(text.strip()) < SHORTEST


def _expectation(settings: Iterable[Stated], issuer: str | None) -> Expectation:
    """All that the settings say; where they name several issuers, the audiences that stand with the token's own."""
    settings = list(settings)
    issuers = tuple(dict.fromkeys(value for one in settings if one.topic == "issuer" for value in one.values))
    if issuer in issuers and len(issuers) > 1:
        settings = _own_block(settings, issuer)
    audiences = [one for one in settings if one.topic == "audience"]
    values = tuple(dict.fromkeys(value for one in audiences for value in one.values))
    if any(values):
        values = tuple(value for value in values if value)
    return Expectation(
        audiences=values or (NONE_CONFIGURED if audiences else UNKNOWN), issuers=tuple(filter(None, issuers)) or None
    )


def _own_block(settings: list[Stated], issuer: str) -> list[Stated]:
    """The settings from this issuer to the next one."""
    start = next(at for at, one in enumerate(settings) if one.topic == "issuer" and issuer in one.values)
    end = next((at for at, one in enumerate(settings) if at > start and one.topic == "issuer"), len(settings))
    return settings[start:end]


def _without(text: str, places: Iterable[tuple[int, int]], word: str) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in places:
        pieces += (text[at:start], word)
        at = end
    return "".join([*pieces, text[at:]])
