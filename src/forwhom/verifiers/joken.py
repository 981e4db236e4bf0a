"""Joken, whose default rule compares the claim with one string and lets a token without aud pass.

Source: joken-elixir/joken, lib/joken.ex, lib/joken/config.ex and lib/joken/hooks/required_claims.ex.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)


def inspected(value: JsonValue) -> str:
    """The value in Elixir's notation; a list of numbers that are characters prints as a text in single quotes."""
    match value:
        case None:
            return "nil"
        case dict():
            return (
                "%{" + ", ".join(f"{json.dumps(name)} => {inspected(member)}" for name, member in value.items()) + "}"
            )
        case list() if value and all(isinstance(member, int) and 32 <= member <= 126 for member in value):  # noqa: PLR2004  # printable ASCII
            return "'" + "".join(chr(member) for member in value if isinstance(member, int)) + "'"
        case list():
            return "[" + ", ".join(map(inspected, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    return {"found": inspected(claims.get("aud"))}


def _refusal(claim: str, shown: str, code: str, check: Check, basis: Basis | None = Basis.READ) -> Message:
    """The keyword list of one claim that failed."""
    return Message(
        template=f'[message: "Invalid token", claim: "{claim}", claim_val: {{value}}]',
        sample=f'{{:error, [message: "Invalid token", claim: "{claim}", claim_val: {shown}]}}',
        codes=(code,),
        check=check,
        basis=basis,
    )


MISMATCH = Message(
    template='[message: "Invalid token", claim: "aud", claim_val: {found}]',
    sample='{:error, [message: "Invalid token", claim: "aud", claim_val: "https://orders.example.com"]}',
    codes=("aud-mismatch", "aud-list-shape", "aud-wrong-type", "aud-empty"),
    found_as=Listing.JSON,
    printed=_printed,
    note="An array gets this text too, even one that holds the expected value.",
)
MISSING = Message(
    template='[message: "Invalid token", missing_claims: ["aud"]]',
    sample='{:error, [message: "Invalid token", missing_claims: ["aud"]]}',
    codes=("aud-missing",),
    check=Check.PRESENCE,
    note="It is printed only where the hook Joken.Hooks.RequiredClaims asks for aud.",
    basis=Basis.READ,
)
EXPIRED = _refusal("exp", "1711490000", "token-expired", Check.EXPIRY)
ISSUER = _refusal("iss", '"https://sts.example.com"', "iss-mismatch", Check.ISSUER)
NOT_YET_VALID = _refusal("nbf", "1711500000", "token-not-yet-valid", Check.NOT_BEFORE)
SIGNATURE = Message(
    template="{:error, :signature_error}",
    sample="{:error, :signature_error}",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    basis=Basis.DOCUMENTED,
)

VERIFIER = Verifier(
    id="joken",
    name="Joken",
    kind="library",
    language="Elixir",
    versions="2.6, source of 2025-12",
    basis=Basis.OBSERVED,
    sources=(
        "joken-elixir/joken 2.6, source of 2025-12: the validation of claims, run with a rule like the default one",
        "joken-elixir/joken, lib/joken/hooks/required_claims.ex",
    ),
    hints=("Joken", "claim_val", "default_claims"),
    messages=(MISMATCH, MISSING, EXPIRED, ISSUER, NOT_YET_VALID, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
        several=MISMATCH,
    ),
    # It walks the map of claims, which Elixir keeps sorted by name.
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY, Check.ISSUER, Check.NOT_BEFORE),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    setting=Setting(name="aud of default_claims, or add_claim", keys=("default_claims", "aud")),
    switch="default_claims(skip: [:aud])",
    recipe=Recipe(
        text="compare in a function that looks at a string and at an array, and require the claim",
        language="elixir",
        code="""\
defmodule Api.Token do
  use Joken.Config
  add_hook(Joken.Hooks.RequiredClaims, ["aud"])

  @impl true
  def token_config do
    default_claims(skip: [:aud], iss: $issuer)
    |> add_claim("aud", nil, fn aud, _claims, _context -> Enum.any?(List.wrap(aud), &(&1 in [$audiences])) end)
  end
end
""",
    ),
    limits=(
        Limit(
            text="A token without aud passes unless the hook Joken.Hooks.RequiredClaims asks for it.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="joken-elixir/joken 2.6, run",
        ),
        Limit(
            text="The default rule compares with ==, so that an array never matches a string.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="joken-elixir/joken 2.6, run",
        ),
    ),
    notes=("The expected audience of default_claims is the word Joken unless another is given.",),
)
