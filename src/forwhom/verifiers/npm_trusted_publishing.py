"""npm's trusted publishing: the exchange of a CI token, whose refusal the npm client hides.

Source: npm/cli, lib/utils/oidc.js, and public reports that quote the exchange
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

UNAUTHORIZED = Message(
    template="OIDC token exchange error - unauthorized",
    sample="npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - unauthorized",
    codes=("aud-mismatch", "aud-provider-default", "iss-mismatch", "token-expired", "signature-invalid"),
    status=401,
    where="verbose log of npm; the body of the exchange",
    note="It does not say which claim: the issuer of an enterprise with its own path is refused in the same words.",
)
NOT_FOUND = Message(
    template="OIDC token exchange error - package not found",
    sample="npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found",
    codes=("subject-mismatch", "aud-mismatch"),
    check=Check.SUBJECT,
    status=404,
    where="verbose log of npm; the body of the exchange",
    note="No trusted publisher of the package fits the claims of the token (repository, workflow, environment), or the "
    "package does not exist.",
)
NEED_AUTH = Message(
    template="npm error need auth This command requires you to be logged in to {registry}",
    sample="""\
npm error code ENEEDAUTH
npm error need auth This command requires you to be logged in to https://npm.example/
npm error need auth You need to authorize this machine using `npm login`""",
    codes=("aud-mismatch", "subject-mismatch", "aud-provider-default"),
    check=Check.OTHER,
    where="npm publish",
    note="In CI this hides a refused exchange of the OIDC token: npm goes on without one and says nothing of the reason.",
)
FORBIDDEN = Message(
    template="OIDC permission denied for this action",
    sample="npm error 403 403 Forbidden - PUT https://registry.example.com/@shop%2forders - OIDC permission denied for this action",
    codes=("subject-mismatch",),
    check=Check.OTHER,
    status=403,
    where="npm publish",
    note="The token was exchanged; the trusted publisher does not allow this. Its allowed actions may hold npm stage publish "
    "only, as they do by default since September 2026, or its repository, workflow or environment does not fit.",
)

VERIFIER = Verifier(
    id="npm-trusted-publishing",
    name="npm trusted publishing",
    kind="infrastructure",
    versions="npm from 11.5.1; the registry as reported",
    basis=Basis.REPORTED,
    sources=(
        "npm/cli, issues 9203, 9923 and 9969",
        "@semantic-release/npm, lib/trusted-publishing/token-exchange.js",
        "gjsify/gnome-shell, pull request 109",
        "webarkit/jsartoolkitNFT, issue 620, and notes on releases in several public repositories",
    ),
    aliases=("npm-oidc",),
    hints=("oidc/token/exchange/package", "npm verbose oidc", "eneedauth", "npm_id_token", "trusted publish"),
    messages=(UNAUTHORIZED, NOT_FOUND, NEED_AUTH, FORBIDDEN),
    audience=alike(UNAUTHORIZED),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE, Check.SUBJECT),
    failures={Check.SIGNATURE: UNAUTHORIZED, Check.EXPIRY: UNAUTHORIZED, Check.SUBJECT: NOT_FOUND},
    setting=Setting(name="the audience asked of the CI provider", keys=("npm_id_token", "aud", "audience")),
    recipe=Recipe(
        text="ask the CI provider for a token whose audience is npm: and the host of the registry",
        language="yaml",
        code="""\
publish:
  id_tokens:
    NPM_ID_TOKEN:
      aud: $audience
  script: npm publish
""",
        party=Party.CLIENT,
    ),
    reveal="npm publish --loglevel=verbose shows what the exchange answered",
    notes=(
        "The audience is npm: followed by the host name of the public registry; npm itself asks GitHub for it.",
        "A placeholder token in .npmrc, such as actions/setup-node writes with registry-url, keeps npm from the exchange at all.",
    ),
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
