"""go-jose 2, then of Square. A token has to name every audience that is expected; old programs still use it.

Source: square/go-jose, jwt/validation.go and jwt/claims.go at v2.6.0.
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import Basis, Combine, Recipe, Setting
from forwhom.verifiers import go_jose

VERIFIER = replace(
    go_jose.VERIFIER,
    id="go-jose-v2",
    name="go-jose 2",
    versions="2.6.0",
    basis=Basis.OBSERVED,
    sources=("gopkg.in/square/go-jose.v2 2.6.0 of Debian 12, run", "square/go-jose, jwt/validation.go at v2.6.0"),
    aliases=("square-go-jose-v2",),
    builds_on="go-jose",
    hints=("square/go-jose", "go-jose.v2"),
    audience=replace(go_jose.VERIFIER.audience, combine=Combine.ALL),
    setting=Setting(name="Audience of jwt.Expected", keys=("jwt.Expected", "Audience")),
    recipe=Recipe(
        text="name the expected audience in jwt.Expected",
        language="go",
        code="""\
parsed, err := jwt.ParseSigned(token)
if err != nil {
	return err
}
claims := jwt.Claims{}
if err := parsed.Claims(key, &claims); err != nil {
	return err
}
return claims.Validate(jwt.Expected{
	Audience: jwt.Audience{$audience},
	Issuer:   $issuer,
	Time:     time.Now(),
})
""",
    ),
    notes=(
        "An expired token with a wrong audience reports the audience.",
        "Of several expected audiences the token has to name every one; version 4 has AnyAudience for any of them.",
        "A Claims Set that holds aud twice is refused.",
    ),
)
