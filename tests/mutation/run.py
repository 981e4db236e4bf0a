"""Changes the code in every small way, one at a time, and says which changes no test notices.

Own code, and not mutmut: that one leaves out decorated functions and whatever stands outside of functions, and here
the rules are often data; and it names a change by a number, so that a list of survivors would not outlive an edit.

Each change is tried in a process of its own, forked with the libraries loaded.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

from tests.mutation.mutant import Mutant, mutants
from tests.mutation.survivors import read
from tests.mutation.targets import TARGETS
from tests.mutation.trial import SOURCE, load_pytest, survivors

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The least share of changes that must be noticed, in per cent.
LEAST = 95
# Loaded once, before the first fork; pytest would warn of that.
_LIBRARIES = (
    "_pytest.fixtures",
    "cryptography.x509",
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "joserfc.jwt",
    "jwt",
)


def main(wanted: Sequence[str]) -> int:
    """Tries the changes of the files that hold one of the wanted texts, or of all; 1 where a survivor is not listed."""
    # On a machine that is busy, slow examples would count as a change that was noticed.
    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        max_examples=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    # Most of the time would go into plugins that these tests do not use.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in _LIBRARIES:
        import_module(name)
    load_pytest()
    listed = {one.key: one for one in read()}
    start = time.monotonic()
    total, alive = 0, list[Mutant]()
    for file, tests in TARGETS.items():
        if wanted and not any(text in file for text in wanted):
            continue
        begun = time.monotonic()
        every = mutants(file, (SOURCE / file).read_text(encoding="utf-8"))
        left = survivors(every, tests)
        total += len(every)
        alive += left
        seconds = time.monotonic() - begun
        print(f"{file:<40} {len(every) - len(left):>4} of {len(every):>4} noticed, {seconds:>4.0f} s", flush=True)
        for mutant in left:
            if mutant.key not in listed:
                print(f"  not listed: {mutant.function}: {mutant.before!r} became {mutant.after!r} ({mutant.nth})")
    share = 100 * (total - len(alive)) / total
    keys = {mutant.key for mutant in alive}
    noticed = [] if wanted else [key for key in listed if key not in keys]
    for key in noticed:
        print(f"  listed and yet noticed: {key}")
    print(f"{share:.1f} % of {total} changes were noticed, in {time.monotonic() - start:.0f} s")
    return int(bool(noticed) or share < LEAST or not keys <= listed.keys())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
