"""The changes that no test notices, and why none has to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("survivors.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """One change that may go unnoticed; `why` is the reason."""

    file: str
    function: str
    before: str
    after: str
    nth: int = 0
    why: str

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What names the change, as that of a mutant."""
        return self.file, self.function, self.before, self.after, self.nth


def read() -> list[Survivor]:
    """All of them, as listed."""
    return [Survivor(**one) for one in json.loads(FILE.read_text(encoding="utf-8"))]
