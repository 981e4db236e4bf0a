"""Every input that is kept for the fuzzer, those that once broke a promise among them, keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz import targets
from tests.fuzz.run import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

_FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_corpus_breaks_no_promise(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its target holds for it, and the number of steps is counted for each."""
    monkeypatch.setattr(targets, "SAMPLE", 1)
    targets.TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_a_corpus() -> None:
    """And the corpus of a target begins with more than one kind of input."""
    for target in targets.TARGETS:
        assert len([path for path in _FILES if path.parent.name == target]) > 10
