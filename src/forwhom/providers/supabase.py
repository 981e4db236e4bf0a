"""Supabase Auth: aud of every signed-in user's token is `authenticated`, whatever the client.

Source: https://github.com/supabase/auth/blob/master/internal/tokens/service.go
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="supabase",
    name="Supabase Auth",
    families=(),
    aliases=("gotrue", "supabase-auth"),
    issuer_pattern=r"https://[a-z0-9]+\.supabase\.(?:co|in)/auth/v1|supabase",
    issuer_examples=(
        "https://abcdefghijkl.supabase.co/auth/v1",
        "supabase",
    ),
    marks={
        "app_metadata": "",
        "iss": r".+\.supabase\.(?:co|in)/.*|supabase|supabase-demo",
        "is_anonymous": r"true|false",
    },
    traits={
        "aud": "authenticated",
        "role": r"authenticated|anon|service_role",
        "aal": r"aal[12]",
        "session_id": "",
        "user_metadata": "",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is authenticated for every signed-in user, whatever the client; the legacy anon and service_role keys have none.",
            example={
                "aal": "aal1",
                "amr": [{"method": "password", "timestamp": 1760000000}],
                "app_metadata": {"provider": "email", "providers": ["email"]},
                "aud": "authenticated",
                "email": "ada@acme.example",
                "exp": 1760003600,
                "iat": 1760000000,
                "is_anonymous": False,
                "iss": "https://abcdefghijklmnopqrst.supabase.co/auth/v1",
                "phone": "",
                "role": "authenticated",
                "session_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "sub": "bbbbbbbb-cccc-dddd-eeee-ffffffffffff",
                "user_metadata": {},
            },
        ),
        TokenShape(kind=TokenKind.ID_TOKEN, audience="With Supabase as the OAuth server it names the OAuth client id."),
    ),
    defaults=(DefaultAudience(pattern=r"authenticated", text="the audience of every signed-in user"),),
    mistakes=(
        Mistake(
            code="aud-provider-default", text="the API expects its own URL, while aud is authenticated for every user"
        ),
        Mistake(
            code="aud-missing", text="the anon or service_role key was sent as if it were a user's token; it has no aud"
        ),
        Mistake(
            code="aud-other-client",
            text="two apps of one project cannot be told apart by aud; client_id and role have to",
        ),
        Mistake(
            code="alg-not-allowed",
            text="the project signs with a shared secret (HS256) or with asymmetric keys, and the verifier allows the other",
        ),
    ),
    fixes=(
        Fix(Party.CLIENT, "send the access token of the signed-in user's session, not the anon or service_role key"),
        Fix(
            Party.RESOURCE_SERVER,
            "expect authenticated as the audience, and tell applications apart by client_id and role",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set GOTRUE_JWT_AUD when hosting Supabase Auth oneself, or edit aud in a custom access token hook",
            Snippet("shell", 'GOTRUE_JWT_AUD="$audience"\n'),
        ),
    ),
    basis=Basis.READ,
    sources=(
        "https://github.com/supabase/auth/blob/master/internal/tokens/service.go",
        "https://github.com/supabase/auth/blob/master/README.md",
        "https://supabase.com/docs/guides/auth/jwts",
    ),
)
