"""Each verifier's recipe is run: it mends what it promises to mend, and lets nothing else pass."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.catalogue import catalogue
from forwhom.finding import Snippet
from forwhom.snippet import render
from tests.observed.node_verifier import MODULES, node
from tests.observed.trial import Observation, Trial, public_key
from tests.observed.trials import API, ISSUER, OTHER

pytestmark = pytest.mark.observed

#: A value that ends a literal, starts an expression or breaks a line where it is quoted wrongly.
HOSTILE = "a\"b'c\\d\n$e `f` ${g}\x1b\u2028\U0001f600"
Run = Callable[[Snippet, str], Observation]
PYTHON = """\
import json, sys
token, key = json.load(sys.stdin)
{code}"""
JAVASCRIPT = """\
import {{ createPublicKey }} from "node:crypto";
import {{ readFileSync }} from "node:fs";
const [token, pem] = JSON.parse(readFileSync(0));
const key = createPublicKey(pem);
const request = {{ method: "GET", headers: {{ authorization: `Bearer ${{token}}` }} }};
const app = {{ use: (middleware) => middleware(request, {{}}, (error) => {{ if (error) throw error; }}) }};
{code}"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """What runs a snippet of code on a token, as a program of its own."""

    def run(snippet: Snippet, token: str) -> Observation:
        if snippet.language == "python":
            command = [sys.executable, "-c", PYTHON.format(code=snippet.code)]
        else:
            script = tmp_path / "recipe.mjs"
            script.write_text(JAVASCRIPT.format(code=snippet.code), encoding="utf-8")
            if not (tmp_path / "node_modules").exists():
                (tmp_path / "node_modules").symlink_to(MODULES)
            command = [node(), str(script)]
        done = subprocess.run(
            command, input=json.dumps([token, public_key()]), capture_output=True, text=True, check=False
        )
        return Observation(done.returncode == 0, done.stderr)

    return run


def token(audience: str) -> str:
    """A token for this audience."""
    return Trial(claims={"iss": ISSUER, "aud": audience}, algorithm="RS256").token


def test_a_recipe_mends_a_wrong_setting(verifier: str, observe: Callable[[Trial], Observation], run: Run) -> None:
    """A token that a wrong setting refused is accepted by the recipe with the right audience."""
    refused = Trial(claims={"iss": ISSUER, "aud": API}, audiences=(OTHER,), issuers=(ISSUER,), algorithm="RS256")
    assert not observe(refused).accepted
    snippet = render(catalogue().verifiers[verifier].recipe, (API,), ISSUER)
    assert run(snippet, refused.token) == Observation(accepted=True, message="")


def test_a_recipe_still_refuses_another_audience(verifier: str, run: Run) -> None:
    """A token for another audience is refused by the recipe, with the text that the catalogue knows for that."""
    entry = catalogue().verifiers[verifier]
    trial = Trial(claims={"iss": ISSUER, "aud": OTHER}, audiences=(API,), issuers=(ISSUER,), algorithm="RS256")
    observation = run(render(entry.recipe, (API,), ISSUER), trial.token)
    assert not observation.accepted
    message = entry.audience.mismatch
    assert not isinstance(message, str)
    assert message.template.replace("{expected}", API) in (observation.message or "")


def test_a_recipe_takes_several_audiences_where_the_verifier_does(verifier: str, run: Run) -> None:
    """With two audiences the recipe accepts a token for the second, unless the verifier takes only one."""
    entry = catalogue().verifiers[verifier]
    observation = run(render(entry.recipe, (OTHER, API), ISSUER), token(API))
    assert observation.accepted == (entry.audience.several is None)


def test_a_recipe_holds_a_hostile_value(verifier: str, run: Run) -> None:
    """A value with quotes, line ends and signs of the language is one value to the verifier."""
    snippet = render(catalogue().verifiers[verifier].recipe, (HOSTILE,), ISSUER)
    assert run(snippet, token(HOSTILE)) == Observation(accepted=True, message="")


def test_a_recipe_refuses_a_token_without_an_audience(verifier: str, run: Run) -> None:
    """A token that names no audience is refused by the recipe, with a text that the catalogue knows for that."""
    entry = catalogue().verifiers[verifier]
    trial = Trial(claims={"iss": ISSUER}, algorithm="RS256")
    observation = run(render(entry.recipe, (API,), ISSUER), trial.token)
    assert not observation.accepted
    texts = [one.template.replace("{expected}", API) for one in entry.messages if "aud-missing" in one.codes]
    assert any(text in (observation.message or "") for text in texts)
