"""The libraries of Java that adapters need, taken out of the package of PyPI that holds them: `python -m ... FOLDER`.

PySpark's source distribution holds several hundred; only what some adapter names is kept. Their versions are in their
file names.
"""

from __future__ import annotations

import re
import shutil
import sys
import tarfile
from pathlib import Path, PurePosixPath

from tests.observed.adapter import adapters
from tests.observed.language import JARS


def take(folder: Path) -> None:
    """Put those that are needed, of the only archive in `folder`, in their place; raises where one is not there."""
    missing = {name for adapter in adapters() for name in adapter.jars}
    shutil.rmtree(JARS, ignore_errors=True)
    JARS.mkdir(parents=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive, mode="r|gz") as members:
        for member in members:
            file = PurePosixPath(member.name).name
            name = next((name for name in missing if re.fullmatch(rf"{re.escape(name)}-[0-9].*\.jar", file)), None)
            if name and (content := members.extractfile(member)):
                (JARS / file).write_bytes(content.read())
                missing.remove(name)
                if not missing:
                    return
    raise FileNotFoundError(f"{archive.name} holds no {', '.join(sorted(missing))}")


if __name__ == "__main__":
    take(Path(sys.argv[1]))
