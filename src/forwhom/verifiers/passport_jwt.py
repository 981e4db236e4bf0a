"""passport-jwt. jsonwebtoken does the work; its text goes to the callback as info, and the client sees Unauthorized.

Source: mikenicholson/passport-jwt, lib/strategy.js.
"""

from __future__ import annotations

from forwhom.record import replace
from forwhom.verifier import Basis, Check, Message, Recipe, Setting
from forwhom.verifiers import jsonwebtoken

NO_TOKEN = Message(
    template="No auth token",
    sample="Error: No auth token",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    exception="Error",
    note="The request carries no token where the extractor looks for one.",
)

VERIFIER = replace(
    jsonwebtoken.VERIFIER,
    id="passport-jwt",
    name="passport-jwt",
    versions="4.0.1",
    basis=Basis.OBSERVED,
    sources=("passport-jwt 4.0.1 with jsonwebtoken 9.0.3, run", "mikenicholson/passport-jwt, lib/strategy.js at 4.0.1"),
    builds_on="jsonwebtoken",
    aliases=("passport",),
    hints=("passport-jwt", "JwtStrategy", "ExtractJwt"),
    messages=(*jsonwebtoken.VERIFIER.messages, NO_TOKEN),
    setting=Setting(name="the option audience of the strategy", keys=("audience", "jsonWebTokenOptions")),
    recipe=Recipe(
        text="pass the expected audience to the strategy of passport-jwt",
        language="javascript",
        code="""\
import { ExtractJwt, Strategy } from "passport-jwt";

const strategy = new Strategy(
  {
    jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
    secretOrKey: key,
    algorithms: ["RS256"],
    audience: [$audiences],
    issuer: $issuer,
  },
  (claims, done) => done(null, claims),
);
""",
    ),
    reveal="The third argument of the callback of passport.authenticate, info, holds the text; the client never sees it",
)
