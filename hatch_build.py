"""Hatchling's hook: asks each build step for the files that it adds to the wheel. An editable install gets none."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Modules of the folder `build_steps`. Each has a function `build(made)` that writes files into the folder `made` and
#: answers where in the wheel each of them goes, as a mapping from paths to paths.
STEPS = ("catalogue", "workbench")


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds to the wheel what the steps make of the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs the steps; what they make stays on disk until the wheel is written."""
        if version == "editable":
            return
        sys.path[:0] = [self.root, str(Path(self.root) / "src")]
        self._made = TemporaryDirectory(prefix="forwhom-build-")
        for step in STEPS:
            made = Path(self._made.name) / step
            made.mkdir()
            files: dict[Path, str] = import_module(f"build_steps.{step}").build(made)
            build_data["force_include"].update({str(file): place for file, place in files.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Removes what was made."""
        if version != "editable":
            self._made.cleanup()
