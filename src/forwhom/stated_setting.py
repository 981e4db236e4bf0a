"""The expected audience and issuer as configuration, code or a command line in a text states them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience.listing import read_any
from forwhom.complaint import complains
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forwhom.jwt.json import JsonValue
    from forwhom.verifier import Setting

# Every repetition is bounded or cannot overlap with what follows it: each line costs time linear in its length.
_SEPARATOR = re.compile(r"[\"']?[ \t]{0,8}(?::=|=>|[:=])(?!/)")
_QUOTED = r"\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}'|`[^`\n]{0,2000}`"
_LIST = r"&?\[[^\[\]]{0,4000}\]|(?:new|List|Set|Arrays|Collections)\b[\w.<>\[\] ]{0,40}[({][^(){}]{0,4000}[)}]"
_FLAG = re.compile(rf"(?<!\S)--?([A-Za-z][\w.\-]{{0,80}})(?:=|[ \t]{{1,8}})({_QUOTED}|[^\s\"'\-][^\s\"']{{0,2000}})")
_WORD = re.compile(rf"(?<!\S)([A-Za-z_][\w.\-]{{0,80}})=({_QUOTED}|[^\s\"',;&]{{1,2000}})")
_MEMBER = re.compile(
    rf"(?:[({{,\[]|^)\s{{0,200}}[\"']?([A-Za-z_][\w\-]{{0,80}})[\"']?\s{{0,8}}(?:=>|:=|[:=])\s{{0,8}}({_QUOTED}|{_LIST})"
)
_CALL = re.compile(
    rf"\b(\w{{0,60}}?(?:audiences?|issuer))\(\s{{0,40}}({_LIST}|(?:{_QUOTED})(?:,\s{{0,40}}(?:{_QUOTED})){{0,20}})",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([\w:]{1,60})>\s{0,40}([^<>\s]{1,2000})\s{0,40}</")
_ITEM = re.compile(rf"^[ \t]*-[ \t]+({_QUOTED}|[^\s#:\"'][^\s#]{{0,2000}})[ \t]*(?:#.*)?$")
_BEFORE = frozenset(
    [
        "-",
        "export",
        "set",
        "env",
        "-e",
        "--env",
        "const",
        "let",
        "var",
        "val",
        "final",
        "static",
        "private",
        "public",
        "readonly",
        "string",
        "str",
        "def",
        "local",
    ]
)
#: Behind the first part of a string that code puts together.
_GOES_ON = re.compile(r"\s{0,3}\+")
_AUDIENCE = frozenset({"audience", "audiences"})
#: Whose audience it is: `token_audience` is what was found, and no setting.
_OF_TOKEN = frozenset({"token", "actual", "found", "presented", "received"})
_KIND_OF_TOKEN = frozenset({"access", "id", *_OF_TOKEN})
_ISSUER = re.compile(r"(?:^|[^a-z])issuers?(?:uri|url)?$")
_LITERALS = frozenset({"true", "false", "yes", "no", "on", "off", "none", "null", "nil", "required", "optional"})
_EXPRESSION = re.compile(
    r"(?:process\.env|os\.|config|settings|self|this|env|var|local|data|options)[.\[(]"
    r"|[A-Za-z_]\w{0,60}\.[A-Z][A-Z0-9_]{1,60}$"
)
_REQUEST = re.compile(r"\bcurl\b|grant_type|/authorize\?|-d |--data")
#: Where tokens are requested; as the value of a setting it is an audience like any other.
_TOKEN_ENDPOINT = re.compile(r"/oauth2?/token")
#: Other names under which verifiers find their settings (`scope`, `claims_to_verify`) do not hold an audience alone.
_VALUE_KEYS = (
    *("audience", "audiences", "aud", "audtag", "audtags", "audiencelist", "audiencerequired"),
    *("clientid", "clientids", "clientidlist", "servicesid", "resourceserverid", "projectid"),
)
_MAX_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Stated:
    """What one setting says: `audience` or `issuer`, its values (one empty string when it is empty), its lines."""

    topic: str
    values: tuple[str, ...]
    first: int
    last: int


def is_key(name: str, keys: Collection[str]) -> str | None:
    """The topic of a setting of this name: `audience`, `issuer` or `None`.

    `keys` are further names for the audience, compared without regard to case, `-`, `_`, `.` and `:`.
    """
    words = re.split(r"[\s.\-_:/]+|(?<=[a-z0-9])(?=[A-Z])", name)
    last = words[-1].lower()
    owner = {word.lower() for word in words[:-1]}
    if owner & _OF_TOKEN and owner <= _KIND_OF_TOKEN:
        return "audience" if plain(name) in keys else None
    if last in _AUDIENCE or (last == "aud" and len(words) > 1) or plain(name) in keys:
        return "audience"
    return "issuer" if _ISSUER.search("-".join(words).lower().replace("-ur", "ur")) else None


def _tells_nothing(value: str) -> bool:
    """Whether the value is a word about a setting and not its value: `audience: invalid`."""
    return " " not in value and complains(value) and not any(mark in value for mark in "./:-_")


def keys_of(setting: Setting) -> frozenset[str]:
    """Those names of a verifier's setting under which values of the audience stand, as `read` takes them."""
    return frozenset(name for key in setting.keys if (name := plain(key)).endswith(_VALUE_KEYS))


def plain(name: str) -> str:
    """The name as keys are compared."""
    return re.sub(r"[-_.:/]", "", name).lower()


def read(lines: list[str], keys: Collection[str] = ()) -> Iterator[Stated]:
    """Every setting in the lines, in order. Lines that begin as comments, and requests for a token, state none."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.lstrip().startswith(("#", "//", ";", "<!--")) or _REQUEST.search(line):
            at += 1
            continue
        found = _of_line(lines, at, keys)
        if found and not any(map(_tells_nothing, found.values)):
            yield found
            at = found.last + 1
            continue
        if not complains(line) and not _TOKEN_ENDPOINT.search(line):
            yield from _inside(line, at, keys)
        at += 1


def of_object(value: JsonValue, keys: Collection[str] = (), depth: int = 0) -> Iterator[Stated]:
    """Every setting in a JSON value, however deep down to eight levels."""
    if depth > 8:  # noqa: PLR2004
        return
    if isinstance(value, list):
        for member in value[:_MAX_ITEMS]:
            yield from of_object(member, keys, depth + 1)
    elif isinstance(value, dict):
        for name, member in value.items():
            topic = is_key(name, keys)
            if topic and (isinstance(member, str | list) or member is None):
                members = member if isinstance(member, list) else [member]
                yield Stated(topic, tuple(one for one in members if isinstance(one, str)), 0, 0)
            else:
                yield from of_object(member, keys, depth + 1)


def _of_line(lines: list[str], at: int, keys: Collection[str]) -> Stated | None:
    """The setting that the line at `at` states as a whole, with the lines of its list."""
    line = lines[at]
    for separator in _SEPARATOR.finditer(line[:240]):
        *before, name = line[: separator.start()].split() or [""]
        if not all(word.lower() in _BEFORE for word in before):
            return None
        topic = is_key(name.lstrip("\"'-<"), keys)
        if topic:
            return _with_values(topic, lines, at, line[separator.end() :])
    return None


def _with_values(topic: str, lines: list[str], at: int, text: str) -> Stated | None:
    text = re.sub(r"(?:^|[ \t])(?:#|//).{0,2000}$", "", text[:4200]).strip().rstrip(",;").strip()
    if not text or text in {"|", ">", ">-"}:
        return _block(topic, lines, at)
    if text.startswith(("[", "(", "&[")) and text[-1] not in "])":
        for last in range(at + 1, min(at + _MAX_ITEMS, len(lines))):
            if "=" in lines[last] or lines[last].rstrip().endswith(("[", "{")):
                return None
            text += " " + lines[last].strip()
            if lines[last].strip().rstrip(",;").endswith(("]", ")")):
                return _listed(topic, text, at, last)
        return None
    if text.startswith(("[", "&[")):
        return _listed(topic, text, at, at)
    if re.fullmatch(_QUOTED, text):
        return Stated(topic, _split(text[1:-1]), at, at)
    if re.search(r"[\s\"'()<>]", text) or text.lower() in _LITERALS or _EXPRESSION.match(text) or text.isdigit():
        return None
    return Stated(topic, _split(text), at, at)


def _block(topic: str, lines: list[str], at: int) -> Stated | None:
    """A list of which each item stands on a line of its own, or an empty setting."""
    values: list[str] = []
    last = at
    for place in range(at + 1, min(at + _MAX_ITEMS, len(lines))):
        item = _ITEM.match(lines[place][:2200])
        if not item:
            break
        values += read_any(item[1])
        last = place
    if values:
        return Stated(topic, tuple(values), at, last)
    following = lines[at + 1] if at + 1 < len(lines) else ""
    deeper = len(following) - len(following.lstrip()) > len(lines[at]) - len(lines[at].lstrip())
    return None if (deeper and following.strip()) or topic == "issuer" else Stated(topic, ("",), at, at)


def _listed(topic: str, text: str, first: int, last: int) -> Stated:
    inside = text.lstrip("&").rstrip(",; )")
    return Stated(topic, read_any(inside if inside.startswith("[") else f"[{inside.strip('()')}]"), first, last)


def _inside(line: str, at: int, keys: Collection[str]) -> Iterator[Stated]:
    """Settings inside a line: flags, arguments, members, calls, elements."""
    text = line[:8192]
    for pattern in (_FLAG, _MEMBER, _CALL, _ELEMENT, _WORD):
        found = False
        for match in pattern.finditer(text):
            value = match[2]
            topic = is_key(match[1], keys) if not _GOES_ON.match(text, match.end()) else None
            if topic and value.lower() not in _LITERALS:
                found = True
                quoted = re.findall(_QUOTED, value)
                values = tuple(one[1:-1] for one in quoted) if quoted else read_any(value.lstrip("&"))
                yield Stated(topic, values, at, at)
        if found:
            return


def _split(value: str) -> tuple[str, ...]:
    """The values of a text that may list several with commas: only where each of them looks like an audience."""
    parts = [part.strip() for part in value.split(",")]
    return tuple(parts) if len(parts) > 1 and all("://" in part for part in parts) else (value,)
