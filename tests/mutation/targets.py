"""What is changed: whatever decides about a token, and which tests have to notice, the quickest first."""

from __future__ import annotations

_CLAIMS = ("claims_check", "reading", "validator", "rejection", "profiles", "attacks", "attacks_keys", "attacks_claims")
#: By file of the engine: files of tests/resource_server by their subject, any other by its path.
_NOTICED_BY: dict[str, tuple[str, ...]] = {
    "resource_server/claims_check.py": _CLAIMS,
    "resource_server/profile.py": _CLAIMS,
    "resource_server/signature.py": _CLAIMS,
    "audience/audience.py": ("tests/audience/test_audience.py", "claims_check"),
    "audience/expectation.py": ("tests/audience/test_expectation.py", "claims_check"),
    "audience/match.py": ("tests/audience/test_match.py", "claims_check"),
    "jwt/header.py": ("tests/jwt/test_header.py", "tests/jwt/test_token.py", "attacks"),
    "jwt/claims.py": ("tests/jwt/test_claims.py", "claims_check", "attacks"),
    "jwt/numeric_date.py": ("tests/jwt/test_numeric_date.py", "claims_check"),
    "jwt/base64url.py": ("tests/jwt/test_base64url.py", "tests/jwt/test_token.py"),
    "jwt/json.py": ("tests/jwt/test_json.py", "tests/jwt/test_token.py", "attacks"),
    "jwt/json_notes.py": ("tests/jwt/test_json.py", "attacks"),
    "resource_server/compact.py": (
        "reading",
        "attacks",
        "attacks_claims",
        "validator",
        "rejection",
        "profiles",
        "vectors",
    ),
    "resource_server/validator.py": ("validator", "rejection", "profiles", "headers_kept", "keys", "reading"),
    "resource_server/expected.py": ("validator", "rejection", "profiles", "keys"),
    "resource_server/refusal.py": ("validator", "rejection", "profiles", "claims_check", "attacks", "attacks_claims"),
    "resource_server/token_rejected.py": ("validator", "rejection", "profiles", "refusals_told"),
    "resource_server/algorithms.py": ("attacks_keys", "validator", "rejection", "profiles", "vectors"),
    "resource_server/keys.py": ("keys", "attacks_keys", "validator", "rejection", "profiles"),
    "resource_server/key_table.py": ("key_table", "keys", "attacks_keys"),
    "resource_server/jwk.py": ("key_table", "keys", "attacks_keys", "vectors"),
    "resource_server/weakness.py": ("weakness", "key_table"),
    "resource_server/key_cache.py": ("key_cache",),
    "resource_server/remote_keys.py": ("remote_flights", "remote_keys"),
    "resource_server/discovery.py": ("discovery", "remote_keys"),
    "resource_server/bearer.py": ("bearer", "asgi"),
    "resource_server/scope_claim.py": ("asgi",),
    "resource_server/denial.py": ("asgi", "wsgi", "bearer"),
    "resource_server/gate.py": ("asgi", "refusals_told", "wsgi"),
    "resource_server/gate_settings.py": ("asgi", "wsgi"),
    "asgi.py": ("asgi", "refusals_told"),
    "wsgi.py": ("wsgi",),
}


def _path(test: str) -> str:
    return test if "/" in test else f"tests/resource_server/test_{test}.py"


TARGETS = {file: tuple(map(_path, tests)) for file, tests in _NOTICED_BY.items()}
