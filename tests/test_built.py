"""The built form of the catalogue is what its modules say, and spares their import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_steps.catalogue import build, packed
from forwhom import built
from forwhom.built import Built, Deferred, unpickled
from forwhom.catalogue import catalogue, from_modules, unpacked
from forwhom.provider import Provider
from forwhom.shelf import Shelf
from forwhom.verifier import Verifier

ROOT = Path(__file__).parents[1]
KNOWN = from_modules()
DATA = packed(KNOWN)
READY = unpickled(DATA, Built)

#: Prints the exit status, and which modules of entries were imported on the way.
PROBE = """
import sys
from forwhom.cli import main
status = main(sys.argv[1:])
entries = ("forwhom.verifiers.", "forwhom.providers.", "forwhom.findings.")
print(status, *sorted(name for name in sys.modules if name.startswith(entries)), sep="\\n", file=sys.stderr)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as the wheel carries it: the modules, and the file that is built from them."""
    folder = tmp_path_factory.mktemp("package")
    without = shutil.ignore_patterns("__pycache__", "runtime", built.FILE)
    shutil.copytree(ROOT / "src" / "forwhom", folder / "forwhom", ignore=without)
    for file, place in build(tmp_path_factory.mktemp("made")).items():
        shutil.copyfile(file, folder / place)
    return folder


def run(path: Path, *arguments: str, text: str = "") -> tuple[int, str, list[str]]:
    """The exit status and answer of a command with the package at `path`, and the entries' modules it imported."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-S", "-c", PROBE, *arguments],
        input=text,
        text=True,
        capture_output=True,
        check=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONIOENCODING": "utf-8"},
    )
    status, *modules = done.stderr.split()
    return int(status), done.stdout, modules


@pytest.mark.parametrize("name", KNOWN.verifiers)
def test_a_verifier_comes_back_as_its_module_has_it(name: str) -> None:
    """Every value is the same, and every function is the one of the module."""
    assert unpickled(READY.verifiers[name], Verifier) == KNOWN.verifiers[name]


@pytest.mark.parametrize("name", KNOWN.providers)
def test_a_provider_comes_back_as_its_module_has_it(name: str) -> None:
    """Every value is the same."""
    assert unpickled(READY.providers[name], Provider) == KNOWN.providers[name]


def test_the_built_catalogue_is_that_of_the_modules() -> None:
    """Entries, names and phrases are the same, in the same order."""
    ready = unpacked(READY)
    assert list(ready.verifiers) == list(KNOWN.verifiers)
    assert list(ready.providers) == list(KNOWN.providers)
    assert list(ready.kinds.items()) == list(KNOWN.kinds.items())
    assert ready.names == KNOWN.names
    assert ready.phrasebook.phrases == KNOWN.phrasebook.phrases
    assert ready.phrasebook.hints == KNOWN.phrasebook.hints
    assert ready.phrasebook.bases == KNOWN.phrasebook.bases
    phrase = ready.phrasebook.phrases[-1]
    assert ready.phrasebook.message(phrase) == KNOWN.phrasebook.message(phrase)


def test_building_twice_gives_the_same_bytes() -> None:
    """Another process, with other hashes, writes the same file."""
    code = "import hashlib; from tests.test_built import DATA; print(hashlib.sha256(DATA).hexdigest())"
    told = [
        subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-B", "-c", code],
            text=True,
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]


def test_a_checkout_has_no_built_form() -> None:
    """Where the modules can change, they are what counts."""
    assert built.read() is None
    assert isinstance(catalogue().verifiers, dict)


def test_the_file_is_read_from_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever loads the package finds the file beside its modules."""
    (tmp_path / "carrier").mkdir()
    (tmp_path / "carrier" / "__init__.py").touch()
    (tmp_path / "carrier" / built.FILE).write_bytes(DATA)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert built.read("carrier") == READY


def test_the_built_form_diagnoses_as_the_modules_do(package: Path, tmp_path: Path) -> None:
    """Installed or straight from a zip file, the answer is the same."""
    archive = Path(shutil.make_archive(str(tmp_path / "forwhom"), "zip", package))
    evidence = (ROOT / "examples" / "envoy-403.txt").read_text(encoding="utf-8")
    status, answer, modules = run(ROOT / "src", "diagnose", "-", text=evidence)
    assert [name for name in modules if name.startswith("forwhom.verifiers.")]
    for path in (package, archive):
        assert run(path, "diagnose", "-", text=evidence)[:2] == (status, answer)


def test_only_what_a_command_calls_is_imported(package: Path) -> None:
    """Loading every entry imports the module of none; an odd rule's module is imported when the rule is asked."""
    assert run(package, "verifiers")[::2] == (0, [])
    assert run(package, "providers")[::2] == (0, [])
    assert run(package, "fix", "pyjwt")[::2] == (0, [])
    status, _, modules = run(package, "diagnose", "-", "--verifier", "pyjwt", "--audience", "b", text='{"aud": "a"}')
    assert status == 1
    assert [name for name in modules if name.startswith("forwhom.verifiers.")] == ["forwhom.verifiers.pyjwt"]


def test_a_deferred_function_is_the_one_it_stands_for() -> None:
    """It is called, compared and hashed as the function is."""
    deferred = Deferred("forwhom.audience.match", ("EXACT", "equal"))
    function = deferred.function
    assert deferred("a", "a") is True
    assert deferred == function
    assert deferred == Deferred("forwhom.audience.match", ("exactly",))
    assert hash(deferred) == hash(function)
    assert deferred != Deferred("forwhom.audience.match", ("as_envoy",))


def test_a_deferred_function_is_found_inside_tuples_and_mappings() -> None:
    """A step in a tuple of its own is an item: a place or a key."""
    in_order = KNOWN.verifiers["pyjwt"].special
    for check in in_order:
        assert Deferred("forwhom.verifiers.pyjwt", ("VERIFIER", "special", (check,))) == in_order[check]


def test_a_file_of_something_else_is_refused() -> None:
    """What is not a built catalogue is not taken for one."""
    with pytest.raises(TypeError, match="holds a Verifier in place of a Built"):
        unpickled(READY.verifiers["pyjwt"], Built)


def test_a_shelf_fetches_each_entry_once() -> None:
    """An entry is fetched when it is asked for; what the shelf does not name is not."""
    fetched: list[str] = []

    def fetch(name: str) -> str:
        fetched.append(name)
        return name.upper()

    shelf = Shelf(["b", "a"], fetch)
    assert list(shelf) == ["b", "a"]
    assert len(shelf) == 2
    assert "a" in shelf
    assert "c" not in shelf
    assert fetched == []
    assert [shelf["a"], shelf["a"]] == ["A", "A"]
    assert fetched == ["a"]
    assert shelf.get("c") is None
    assert dict(shelf) == {"b": "B", "a": "A"}
