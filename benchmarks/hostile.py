"""Texts made to be slow: the worst that 64 KiB can do to each part, beside an ordinary token."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks._timing import functions, report
from forwhom.audience.difference import relate
from forwhom.audience.placeholder import is_redacted, is_unresolved
from forwhom.catalogue import catalogue
from forwhom.jwt.token import decode
from forwhom.recognise import recognise
from forwhom.wording import read

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 65536
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl"
TEXTS = {
    "ten million dots": "." * 10_000_000,
    "dots": "." * SIZE,
    "braces": "{" + '"a":{' * 13000,
    "scheme words": "Bearer " * 9000,
    "percent signs": "%2" * 30000,
    "backslashes": "\\" * 60000,
}
PIECES = ("expected ", "aud ", "expected [", "${", "{{", "<", "your-", "audience ", "\\", "&amp;", "[")
PAIRS = {
    "two long paths": ("https://x/" + "a/" * 32000, "https://x/" + "b/" * 32000),
    "accented letters": ("\u00e9" * SIZE, "e\u0301" * SIZE),
    "groups of digits": ("0-" * 32768, "1-" * 32768),
}


def main() -> None:
    """Measures and prints."""
    subjects: dict[str, Callable[[], object]] = {"decode an ordinary token (yardstick)": partial(decode, TOKEN)}
    subjects |= {f"decode {name}": partial(decode, text) for name, text in TEXTS.items()}
    subjects |= {f"relate {name}": partial(relate, *pair) for name, pair in PAIRS.items()}
    for piece in PIECES:
        text = piece * (SIZE // len(piece))
        subjects[f"wording of {piece!r} over and over"] = partial(read, text)
        subjects[f"recognise {piece!r} over and over"] = partial(recognise, text, catalogue().phrasebook)
        subjects[f"unresolved {piece!r} over and over"] = partial(is_unresolved, text)
        subjects[f"redacted {piece!r} over and over"] = partial(is_redacted, text)
    report("Hostile texts of 64 KiB", functions(subjects), "decode an ordinary token (yardstick)")


if __name__ == "__main__":
    main()
