"""Each verifier's recipe is run: it mends what it promises to mend, and lets nothing else pass."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from forwhom.catalogue import catalogue
from forwhom.jwt.json import JsonValue
from forwhom.snippet import render
from forwhom.verifier import ACCEPT, REFUSE, Verifier
from tests.observed.adapter import Adapter
from tests.observed.language import environment, recipe_file, recipe_program
from tests.observed.reach import Reach
from tests.observed.running import RunningVerifier
from tests.observed.trial import Observation, Trial, public_key
from tests.observed.trials import API, ISSUER, NOW, OTHER

pytestmark = pytest.mark.observed

#: A value that ends a literal, starts an expression or breaks a line where it is quoted wrongly.
HOSTILE = "a\"b'c\\d\n$e `f` ${g}\x1b\u2028\U0001f600"
_HOLE = re.compile(r"\\\{[a-z_]+\\\}")
Run = Callable[[tuple[str, ...], Trial], Observation]


@pytest.fixture
def entry(adapter: Adapter) -> Verifier:
    """The entry of the verifier."""
    return catalogue().verifiers[adapter.verifier]


@pytest.fixture
def run(adapter: Adapter, entry: Verifier, running: RunningVerifier, tmp_path: Path) -> Run:
    """What runs the recipe with these audiences on a token: as a program, or as a configuration."""

    def run(audiences: tuple[str, ...], trial: Trial) -> Observation:
        code = render(entry.recipe, audiences, _issuer(adapter, audiences[0])).code
        if adapter.configuration:
            return running.configured(trial, code)
        path = recipe_file(adapter, code, tmp_path)
        if adapter.in_process:
            return running.ran(trial, path)
        done = subprocess.run(
            recipe_program(adapter, path),
            input=json.dumps([trial.token, public_key()]),
            capture_output=True,
            text=True,
            check=False,
            env=environment(adapter),
            timeout=60,
        )
        return Observation(done.returncode == 0, done.stderr)

    return run


def _issuer(adapter: Adapter, audience: str) -> str:
    """The issuer that the recipe names, or that the verifier expects whatever it says."""
    return str(adapter.issuer or Reach.of(adapter).issuer).replace("{audience}", audience)


def _trial(adapter: Adapter, *expected: str, **claims: str) -> Trial:
    """A token with these claims, good for another few hours, where these audiences are expected."""
    drawn = Trial(claims={"iss": ISSUER, **claims}, audiences=expected, issuers=(ISSUER,))
    fitted = replace(Reach.of(adapter), pair=True).fit(drawn)
    assert fitted is not None
    moments: dict[str, JsonValue] = {"iat": NOW - 7200, "exp": NOW + 7200, "sub": "user"}
    issuer = _issuer(adapter, expected[0])
    return replace(fitted, claims={**moments, **fitted.claims, "iss": issuer})


def _names_the_audience(entry: Verifier, message: str | None) -> bool:
    """Whether this is one of the verifier's texts about the audience, or one that its recipe writes itself."""
    own = re.findall(r"""["']([^"'$]*audience[^"'$]*)["']""", entry.recipe.code)
    texts = [one.template for one in entry.messages if any(code.startswith("aud") for code in one.codes)]
    patterns = [_HOLE.sub(".*", re.escape(text)) for text in (*own, *texts)]
    return any(re.search(pattern, message or "", re.DOTALL) for pattern in patterns)


def test_a_recipe_mends_a_wrong_setting(adapter: Adapter, running: RunningVerifier, run: Run, entry: Verifier) -> None:
    """A token that a wrong setting refused is accepted by the recipe with the right audience."""
    trial = _trial(adapter, OTHER, aud=API)
    if entry.switch or not adapter.configuration:
        refused = running.observe(trial)
        assert not refused.accepted or not _checks(entry)
    done = run((API,), _trial(adapter, API, aud=API))
    assert done.accepted, done.message


def _checks(entry: Verifier) -> bool:
    """Whether the verifier compares the audience at all."""
    return any(code.startswith("aud-mis") for one in entry.messages for code in one.codes)


def test_a_recipe_still_refuses_another_audience(adapter: Adapter, run: Run, entry: Verifier) -> None:
    """A token for another audience is refused by the recipe, with a text that the catalogue knows for that."""
    observation = run((API,), _trial(adapter, API, aud=OTHER))
    assert not observation.accepted
    assert _names_the_audience(entry, observation.message), observation.message


def test_a_recipe_takes_several_audiences_where_it_says_so(adapter: Adapter, run: Run, entry: Verifier) -> None:
    """With two audiences a recipe that writes them all accepts a token for the second."""
    observation = run((OTHER, API), _trial(adapter, OTHER, aud=API))
    assert observation.accepted == ("$audiences" in entry.recipe.code), observation.message


def test_a_recipe_holds_a_hostile_value(adapter: Adapter, run: Run) -> None:
    """A value with quotes, line ends and signs of the language is one value to the verifier."""
    value = HOSTILE.replace(" ", "") if adapter.cut else HOSTILE
    if adapter.visible:
        value = "".join(filter(str.isprintable, value))
    if adapter.address:
        value = f"{API}/{value}"
    if adapter.uri:
        value = API + "/" + quote(HOSTILE, safe="$'")
    observation = run((value,), _trial(adapter, value, aud=value))
    assert observation.accepted, observation.message


def test_a_recipe_refuses_a_token_without_an_audience(adapter: Adapter, run: Run, entry: Verifier) -> None:
    """A token that names no audience is refused by the recipe, with a text that the catalogue knows for that."""
    observation = run((API,), _trial(adapter, API))
    assert observation.accepted == adapter.lenient
    if adapter.lenient:
        assert entry.audience.absent is ACCEPT
        return
    # Some say nothing at all, and their entry says so.
    assert entry.audience.absent is REFUSE or _names_the_audience(entry, observation.message), observation.message
