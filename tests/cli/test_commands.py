"""The command line as its users meet it: statuses, one-line errors, contracts, and no secret in any output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from forwhom.cli import COMMANDS
from tests.cli.calling import call, process
from tests.sample_token import CLAIMS, SIGNATURE, shows_signature, token

EXAMPLE = Path(__file__).parents[2] / "examples" / "envoy-403.txt"


def test_the_demo_names_the_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped example is diagnosed from one blob: who spoke, what differs, the setting to write."""
    answer = call(monkeypatch, "diagnose", str(EXAMPLE))
    assert answer.status == 1
    assert answer.out.startswith("This looks like a refusal by Istio RequestAuthentication with status 403")
    assert "error[aud-path-differs]" in answer.out
    assert 'audiences: ["https://api.example.com/orders"]' in answer.out


def test_what_is_piped_in_without_a_command_is_diagnosed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`forwhom` alone reads its standard input."""
    answer = call(monkeypatch, "--json", given="Audiences in Jwt are not allowed")
    assert answer.status == 1
    assert json.loads(answer.out)["verifiers"][0]["id"] == "envoy-jwt-authn"


def test_an_error_text_is_read_like_any_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings and claims in it count, in a case file and as an option alike; no token in it is shown."""
    text = f"Audience doesn't match\naudience: https://other.example\nAuthorization: Bearer {token()}\n"
    given = json.dumps({"error": text, "verifier": "pyjwt"})
    for answer in (
        call(monkeypatch, "diagnose", "--case", "-", "--json", given=given),
        call(monkeypatch, "diagnose", "--error", text, "--verifier", "pyjwt", "--json"),
    ):
        value = json.loads(answer.out)
        assert value["findings"][0]["expected"] == "https://other.example"
        assert value["findings"][0]["found"] == CLAIMS["aud"]
        assert not shows_signature(answer.out)


def test_the_json_answer_has_the_members_of_the_contract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Other programs rely on these names."""
    case = tmp_path / "case.json"
    case.write_text(
        json.dumps({"claims": CLAIMS, "expected_audiences": ["https://api.example.com"], "verifier": "pyjwt"})
    )
    answer = call(monkeypatch, "diagnose", "--case", str(case), "--json")
    value = json.loads(answer.out)
    assert answer.status == 1
    assert value["schema"] == 1
    assert (value["verdict"], value["cause"]) == ("rejected", "aud-trailing-slash")
    assert value["causes"][0] == {"code": "aud-trailing-slash", "confidence": "certain"}
    assert value["verifiers"] == [{"id": "pyjwt", "confidence": "certain"}]
    assert {line["check"] for line in value["checklist"]} == {
        "structure",
        "token",
        "audience",
        "issuer",
        "time",
        "signature",
    }
    finding = value["findings"][0]
    assert (finding["found"], finding["expected"]) == ("https://api.example.com/", "https://api.example.com")
    assert finding["differs_at"] == 23
    assert finding["evidence"][0]["pointer"] == "/aud"
    assert value["prediction"]["outcome"] == "rejected"
    assert {"party", "text", "snippet"} == set(value["fixes"][0])
    assert value["captured"] == {
        "found": ["https://api.example.com/"],
        "expected": ["https://api.example.com"],
        "issuer": "https://auth.example.com/",
    }


def test_explain_answers_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who prints it, with which status, and what it can mean."""
    answer = call(monkeypatch, "explain", "Audiences in Jwt are not allowed", "--json")
    match = json.loads(answer.out)["matches"][0]
    assert answer.status == 0
    assert (match["verifier"], match["status"]) == ("envoy-jwt-authn", 403)
    assert match["codes"] == ["aud-mismatch", "aud-missing"]
    assert match["captured"] == {"found": None, "expected": None, "issuer": None}


def test_explain_says_that_a_text_only_resembles_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of an exception leads to the messages that are raised under it, and is not said to be one."""
    told = call(monkeypatch, "explain", "InvalidAudienceError").out
    assert told.startswith("This resembles a message of PyJWT.")
    assert "nearest message: Audience doesn't match\nor: Invalid audience\n" in told
    answer = json.loads(call(monkeypatch, "explain", "InvalidAudienceError", "--json").out)
    assert {match["altered"] for match in answer["matches"]} == {True}


def test_explain_ends_with_one_when_nobody_prints_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown text is told from a known one by the status."""
    assert call(monkeypatch, "explain", "the moon is full").status == 1


def test_an_accepted_token_ends_with_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing wrong is status 0, and it is not called valid."""
    given = json.dumps(CLAIMS)
    answer = call(monkeypatch, "--audience", "https://api.example.com/", "--verifier", "pyjwt", given=given)
    assert answer.status == 0
    assert "Nothing wrong was found" in answer.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("frobnicate",), "there is no command 'frobnicate'"),
        (("decode", "--frobnicate"), "unrecognized arguments: --frobnicate (see forwhom --help)"),
        (("diagnose", "/nowhere/file"), "cannot read /nowhere/file: No such file or directory"),
        (("diagnose", "/"), "cannot read /: Is a directory"),
        (("diagnose", "-"), "nothing was given"),
        (("decode",), "nothing was given"),
        (("explain",), "nothing was given"),
        (("fix", "pyjtw"), "no verifier is called 'pyjtw'; near names are pyjwt"),
        (("providers", "autho"), "no provider is called 'autho'; near names are auth0"),
        (("findings", "aud-trailing"), "near names are aud-trailing-slash"),
        (("diagnose", "--error", "x", "--verifier", "nobody-knows"), "no verifier is called 'nobody-knows'"),
        (("diagnose", "--error", "x", "--now", "soon"), "--now wants seconds since the epoch"),
        (("diagnose", "--error", "x", "--audience", "a", "--no-audience-configured"), "contradict each other"),
        (("diagnose", "--error", "x", "--jwks", "http://a.example/"), "over https only"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    """Nothing goes to standard output, and one line says what to do."""
    answer = call(monkeypatch, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("forwhom: ")
    assert answer.err.count("\n") == 1
    assert told in answer.err


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("[]", "not readable"),
        ("{", "not readable"),
        ('{"error": 1}', "member error of the case file is not a string"),
        ('{"claims": []}', "member claims of the case file is not an object"),
        ('{"expected_audiences": [1]}', "expected_audiences of the case file is no list of strings"),
        ('{"outcome": "maybe"}', "member outcome"),
        ('{"now": "noon"}', "member now"),
    ],
)
def test_an_unreadable_case_file_is_refused(monkeypatch: pytest.MonkeyPatch, case: str, told: str) -> None:
    """Each member is checked when it enters."""
    answer = call(monkeypatch, "diagnose", "--case", "-", given=case)
    assert answer.status == 2
    assert told in answer.err


def test_an_unknown_verifier_in_a_case_file_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report about a verifier that the catalogue does not know is still diagnosed."""
    given = '{"verifier": "My Own Thing", "claims": {"aud": "a"}, "expected_audiences": ["b"]}'
    answer = call(monkeypatch, "diagnose", "--case", "-", "--json", given=given)
    value = json.loads(answer.out)
    assert value["verifiers"] == [{"id": "my-own-thing", "confidence": "certain"}]
    assert value["cause"] == "aud-mismatch"


@pytest.mark.parametrize("command", ["diagnose", "decode", "explain"])
@pytest.mark.parametrize(
    "given",
    [b"\0" * 1000, b"\xff\xfe\xfa", b"\xff" * 5000, b"a" * 1_000_000, b"eyJ" * 40_000, b"\x1b]0;x\x07", b"{" * 9999],
    ids=["NUL", "UTF-16 stub", "no UTF-8", "1 MB", "long token", "terminal title", "braces"],
)
def test_any_bytes_have_an_answer_or_one_line(monkeypatch: pytest.MonkeyPatch, command: str, given: bytes) -> None:
    """No input ends in a trace, and no control character comes back."""
    answer = call(monkeypatch, command, given=given)
    assert answer.status in {0, 1, 2}
    assert answer.status < 2 or answer.err.count("\n") == 1
    assert "defect of forwhom" not in answer.err
    assert not set(answer.out + answer.err) & set(map(chr, (*range(10), *range(11, 32), 127)))


def test_a_token_that_is_too_long_is_refused_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is told with the number."""
    answer = call(monkeypatch, "decode", given=b"eyJ" + b"a" * 70_000)
    assert (answer.status, answer.out) == (2, "")
    assert "70003 characters" in answer.err


def test_windows_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """UTF-16 with a byte order mark, as PowerShell writes it, is text like any other."""
    answer = call(monkeypatch, "decode", given=token().encode("utf-16"))
    assert answer.status == 0
    assert "https://api.example.com/" in answer.out


def test_a_token_on_the_command_line_works_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEAK-01: it is diagnosed, and one line tells who can see it; the token itself is not repeated."""
    for arguments in (("--token", token()), (token(),), ("decode", token())):
        answer = call(monkeypatch, *arguments)
        assert "process list" in answer.err
        assert "https://api.example.com/" in answer.out or "aud" in answer.out
        assert not shows_signature(answer.out + answer.err)


def test_a_token_from_a_pipe_stands_in_no_process_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEAK-02: read from standard input it is in no argument and needs no warning."""
    answer = call(monkeypatch, "decode", given=token())
    assert (answer.status, answer.err) == (0, "")


def test_a_claim_cannot_imitate_our_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEAK-07: a line end in a value stays inside it."""
    given = token({"aud": "a\nverdict: VALID\n"})
    for arguments in (("decode",), ("diagnose", "--audience", "b"), ("diagnose", "--audience", "b", "--json")):
        answer = call(monkeypatch, *arguments, given=given)
        assert not any(line.startswith("verdict: VALID") for line in answer.out.splitlines())


EVERY = (
    ("decode",),
    ("decode", "--json"),
    ("diagnose",),
    ("diagnose", "--json"),
    ("diagnose", "--redact", "--audience", "a"),
    ("explain",),
    ("explain", "--json"),
    ("diagnose", "--token-file", "-"),
    ("diagnose", "--case", "-"),
    ("diagnose", "--claims", "-"),
    ("diagnose", "--color", "always"),
)
CARRIERS = st.sampled_from(
    [
        token(),
        token({"aud": token()}),
        token({"aud": ["x", f"Bearer {token()}"], "iss": token()}),
        f"{token()[:-300]}\n{token()[-300:]}",
        f'{{"token": "{token()}", "error": "jwt audience invalid. expected: {token()}"}}',
        f"jwt audience invalid. expected: {token()}",
        f"audience: {token()}",
        f'{{"aud": "{token()}"}}',
        token()[7:],
        f"error: \x1b[2J{token()}",
    ]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=st.sampled_from(EVERY), before=st.text(max_size=6), carrier=CARRIERS, after=st.text(max_size=6))
def test_no_signature_appears_in_any_output(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], before: str, carrier: str, after: str
) -> None:
    """Whatever holds the token, and whichever command reads it, its signature stays where it was."""
    answer = call(monkeypatch, *arguments, given=f"{before} {carrier} {after}")
    assert not shows_signature(answer.out)
    assert not shows_signature(answer.err)


def test_wrong_use_does_not_repeat_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Error messages quote arguments, but no secret in them."""
    for arguments in (("fix", token()), ("--now", token()), ("diagnose", "x", token()), ("explain", "x", token())):
        answer = call(monkeypatch, *arguments, given="x")
        assert answer.status == 2
        assert not shows_signature(answer.err)


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """LEAK-05: no command opens a file for writing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for arguments in EVERY:
        call(monkeypatch, *arguments, given=f"{token()} Audiences in Jwt are not allowed")
    assert list(tmp_path.iterdir()) == []


def test_every_command_has_help_with_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is there for each command and short enough to read."""
    for command in COMMANDS:
        answer = call(monkeypatch, command, "--help")
        assert answer.status == 0
        assert "examples:" in answer.out
        assert answer.out.count("\n") < 60


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("verifiers",), "envoy-jwt-authn"),
        (("verifiers", "envoy"), "Audiences in Jwt are not allowed"),
        (("providers",), "auth0"),
        (("providers", "okta"), "api://default"),
        (("findings",), "aud-trailing-slash"),
        (("findings", "aud-trailing-slash"), "What it means"),
        (("fix", "pyjwt", "--audience", "https://a.example"), 'audience=["https://a.example"]'),
        (("fix", "envoy"), "not to be used: a provider without audiences"),
        (("matrix", "--found", "https://a/", "--expected", "https://a"), "envoy-jwt-authn"),
        (("matrix", "--found", "a", "--found", "b", "--expected", "b"), "accepts"),
        (("completion", "bash"), "forwhom"),
        (("--version",), "forwhom 0."),
    ],
)
def test_the_catalogue_can_be_read(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str) -> None:
    """Lists, entries, recipes and tables are printed with status 0, and in JSON too."""
    answer = call(monkeypatch, *arguments)
    assert answer.status == 0
    assert told in answer.out
    if arguments[0] not in {"completion", "--version"}:
        assert json.loads(call(monkeypatch, *arguments, "--json").out)["schema"] == 1


def test_the_matrix_knows_who_forgives_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Envoy strips it, PyJWT does not."""
    answer = call(monkeypatch, "matrix", "--found", "https://a/", "--expected", "https://a", "--json")
    outcomes = {one["verifier"]: one["outcome"] for one in json.loads(answer.out)["predictions"]}
    assert (outcomes["envoy-jwt-authn"], outcomes["pyjwt"]) == ("accepted", "rejected")


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe there are none unless they are asked for."""
    arguments = ("diagnose", "--error", "Audiences in Jwt are not allowed")
    assert "\x1b[" not in call(monkeypatch, *arguments).out
    assert "\x1b[" in call(monkeypatch, *arguments, "--color", "always").out
    assert "\x1b[" not in call(monkeypatch, *arguments, "--color", "never").out


def test_an_output_without_unicode_gets_words_for_marks() -> None:
    """On an ASCII terminal the checklist says ok and FAIL."""
    answer = process("diagnose", "--claims", "-", "--audience", "b", given=b'{"aud": "\xc3\xa9"}', encoding="ascii")
    assert answer.status == 1
    assert "  FAIL audience" in answer.out
    assert "\\xe9" in answer.out


def test_a_reader_that_leaves_early_is_no_trouble() -> None:
    """A closed pipe ends the program without a word."""
    program = f"{sys.executable} -m forwhom findings --json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", program], capture_output=True, check=False)  # noqa: S603 - our own program
    assert done.stderr == b""


def test_decode_loads_neither_catalogue_nor_rich() -> None:
    """The start-up of the smallest command stays small."""
    code = (
        "import sys; from forwhom.cli import main; main(['decode']);"
        "print(*[m for m in sys.modules if m.startswith(('rich', 'forwhom.verif', 'forwhom.find', 'forwhom.cat', 'forwhom.diag'))],"
        "file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], input=token().encode(), capture_output=True, check=True
    )
    assert done.stderr.strip() == b""


@pytest.mark.parametrize("algorithm", ["HS256", "RS256"])
def test_a_signature_is_verified_with_the_key_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, algorithm: str
) -> None:
    """With joserfc installed the checklist says whether the signature fits."""
    secret = "an example secret of more than thirty-two bytes"
    key = OctKey.import_key(secret) if algorithm == "HS256" else RSAKey.generate_key(2048)
    file = tmp_path / "key"
    file.write_bytes(secret.encode() if isinstance(key, OctKey) else key.as_pem(private=False))
    good = jwt.encode({"alg": algorithm}, dict(CLAIMS), key)
    bad = f"{good[:-24]}{'A' * 24}"
    arguments = ("diagnose", "--key", str(file), "--audience", "https://api.example.com/", "--json")
    for text, outcome in ((good, "passed"), (bad, "failed")):
        lines = json.loads(call(monkeypatch, *arguments, given=text).out)["checklist"]
        assert next(line["outcome"] for line in lines if line["check"] == "signature") == outcome


def test_a_public_key_is_never_taken_for_a_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A token signed with the text of a public key as an HMAC secret is not verified by that key."""
    file = tmp_path / "key.pem"
    file.write_bytes(RSAKey.generate_key(2048).as_pem(private=False))
    text = token(header={"alg": "HS256"})
    lines = json.loads(call(monkeypatch, "diagnose", "--key", str(file), "--json", given=text).out)["checklist"]
    assert next(line["outcome"] for line in lines if line["check"] == "signature") == "not-checked"


def test_a_key_set_without_the_key_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The kid of the token is compared with those of the set."""
    file = tmp_path / "jwks.json"
    file.write_text('{"keys": [{"kty": "RSA", "kid": "other", "n": "AQAB", "e": "AQAB"}]}')
    answer = call(monkeypatch, "diagnose", "--jwks", str(file), "--json", given=token())
    assert "key-not-found" in [one["code"] for one in json.loads(answer.out)["findings"]]


def test_the_sample_signature_is_searched_for_in_pieces() -> None:
    """The assertion of the tests above can fail."""
    assert shows_signature(f"...{SIGNATURE[40:80]}...")
