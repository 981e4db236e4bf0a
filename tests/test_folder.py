"""A folder registers its own files, and refuses a file that is not what its name says."""

from __future__ import annotations

import sys
from importlib import invalidate_caches
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from forwhom.folder import FolderError, entry, load, names, stem

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[str, Path]:
    """An empty package of its own for each test: its name and its path."""
    package = "fruits_of_" + request.node.name
    path = tmp_path / package
    path.mkdir()
    (path / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    invalidate_caches()
    return package, path


def plant(path: Path, name: str, identifier: str) -> None:
    """A file `name` that holds an entry under `identifier`."""
    text = f"from types import SimpleNamespace\n\nFRUIT = SimpleNamespace(id={identifier!r})\n"
    (path / f"{name}.py").write_text(text, encoding="utf-8")


def test_a_stem_is_the_id_with_underscores() -> None:
    """A hyphen cannot stand in a module's name, so the stem writes it as `_`."""
    assert stem("aud-trailing-slash") == "aud_trailing_slash"


def test_names_are_the_sorted_stems(folder: tuple[str, Path]) -> None:
    """The stems come sorted, and a file is named without being imported."""
    package, path = folder
    (path / "pear.py").write_text("raise RuntimeError\n", encoding="utf-8")
    (path / "apple.py").write_text("raise RuntimeError\n", encoding="utf-8")
    assert names(package) == ["apple", "pear"]


def test_an_entry_is_the_constant_of_its_file(folder: tuple[str, Path]) -> None:
    """The entry is what the file defines under the constant's name."""
    package, path = folder
    plant(path, "red_apple", "red-apple")
    assert entry(package, "red_apple", "FRUIT", SimpleNamespace, "id") == SimpleNamespace(id="red-apple")


def test_a_file_without_the_constant_is_refused(folder: tuple[str, Path]) -> None:
    """A file that defines nothing under the constant's name is an error that says which file."""
    package, path = folder
    (path / "apple.py").write_text("", encoding="utf-8")
    with pytest.raises(FolderError, match=rf"{package}\.apple defines no FRUIT of type SimpleNamespace"):
        entry(package, "apple", "FRUIT", SimpleNamespace, "id")


def test_a_constant_of_another_type_is_refused(folder: tuple[str, Path]) -> None:
    """A constant of another type is as bad as none."""
    package, path = folder
    (path / "apple.py").write_text("FRUIT = 'apple'\n", encoding="utf-8")
    with pytest.raises(FolderError, match="defines no FRUIT of type SimpleNamespace"):
        entry(package, "apple", "FRUIT", SimpleNamespace, "id")


def test_an_id_that_is_not_the_files_is_refused(folder: tuple[str, Path]) -> None:
    """An entry under another id than its file's is an error that says how the file must be named."""
    package, path = folder
    plant(path, "apple", "green-pear")
    with pytest.raises(FolderError, match=r"holds the id 'green-pear': the file must be named green_pear\.py"):
        entry(package, "apple", "FRUIT", SimpleNamespace, "id")


def test_loading_gives_every_entry_by_its_id(folder: tuple[str, Path]) -> None:
    """All entries come by id, in the order of the file names."""
    package, path = folder
    plant(path, "pear", "pear")
    plant(path, "green_apple", "green-apple")
    assert list(load(package, "FRUIT", SimpleNamespace, "id")) == ["green-apple", "pear"]


def test_an_empty_folder_loads_as_nothing(folder: tuple[str, Path]) -> None:
    """A package without files has no entries."""
    package, _ = folder
    assert load(package, "FRUIT", SimpleNamespace, "id") == {}
