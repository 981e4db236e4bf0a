"""An adapter describes itself in comments, in whatever language it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.catalogue import catalogue
from tests.observed.adapter import Adapter, adapters, read
from tests.observed.reach import Reach

EVERY = pytest.mark.parametrize("adapter", adapters(), ids=lambda adapter: adapter.verifier)


@EVERY
def test_an_adapter_is_of_a_verifier_of_the_catalogue(adapter: Adapter) -> None:
    """Its file is named by the id of an entry, which says that it was observed."""
    assert catalogue().verifiers[adapter.verifier].basis == "observed"


@EVERY
def test_an_adapter_names_its_packages_and_limits(adapter: Adapter) -> None:
    """Its packages come from one place, but for a compiler of Debian, and its limits are those that exist."""
    assert adapter.packages
    assert sum(map(bool, (adapter.pypi, adapter.npm, adapter.jars))) <= 1
    assert Reach.of(adapter).issuers in {"any", "one", "at most one", "none", "fixed"}


def test_no_verifier_has_two_adapters() -> None:
    """Each verifier is run by one adapter."""
    ids = [adapter.verifier for adapter in adapters()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("sign", ["#", "//", "%"])
def test_an_adapter_is_read_from_its_comments(tmp_path: Path, sign: str) -> None:
    """The block stands in comments of any kind, and may hold more than a line of a recipe."""
    lines = ["Puts trials.", "/// observed", 'debian = ["jose", "gcc"]', "[reach]", "pair = true", "[recipe]"]
    lines += ["before = '''", "first", "", "last", "'''", "///", "after the block"]
    path = tmp_path / "c" / "jose_tool.c"
    path.parent.mkdir()
    path.write_text("".join(f"{sign} {line}".rstrip() + "\n" for line in lines))
    adapter = read(path)
    assert adapter
    assert (adapter.verifier, adapter.language, adapter.apart) == ("jose-tool", "c", True)
    assert adapter.debian == ("jose", "gcc")
    assert Reach.of(adapter).pair
    assert adapter.before == "first\n\nlast\n"


def test_a_file_without_a_block_is_no_adapter(tmp_path: Path) -> None:
    """What adapters share stands beside them."""
    path = tmp_path / "serve.rb"
    path.write_text("# Answers trials.\n")
    assert read(path) is None


def test_a_block_has_an_end(tmp_path: Path) -> None:
    """A block that runs into the program is refused."""
    path = tmp_path / "jose.rb"
    path.write_text("# /// observed\n# debian = []\nputs 1\n")
    with pytest.raises(ValueError, match="has no end"):
        read(path)
