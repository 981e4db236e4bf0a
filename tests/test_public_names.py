"""The public API: every name is there, lazily, and is the thing itself and not a module of the same name."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import forwhom


@pytest.mark.parametrize("name", forwhom.__all__)
def test_every_public_name_is_what_it_says(name: str) -> None:
    """Also `diagnose`, whose module has the same name and may have been imported before."""
    assert not isinstance(getattr(forwhom, name), ModuleType)


def test_the_names_are_listed() -> None:
    """`dir` shows the API and nothing else."""
    assert dir(forwhom) == sorted(forwhom.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="module 'forwhom' has no attribute 'nothing'"):
        getattr(forwhom, "nothing")  # noqa: B009 - type checkers know that it is not there


def test_importing_the_package_imports_nothing_of_it() -> None:
    """A name costs only when it is used."""
    code = "import sys, forwhom; print(*[name for name in sys.modules if name.startswith('forwhom.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "\n"
