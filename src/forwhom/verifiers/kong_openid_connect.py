"""The openid-connect plugin of Kong Gateway Enterprise: blanks inside an entry join, separate entries choose.

Source: Kong documentation, openid-connect plugin, audience_required
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

ID_TOKEN = Message(
    template="invalid aud claim ({found}) was specified for {token}, {expected} was expected",
    sample="[openid-connect] invalid aud claim (account) was specified for id token, shop-web was expected",
    codes=("aud-other-client", "aud-mismatch"),
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    where="error.log",
    note="The audience of the token is held against the client ids of the plugin, not against audience_required.",
    basis=Basis.READ,
)


def _one_entry_whole(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An entry such as `a b` wants both; one entry that is met is enough."""
    found = set(read(claims).values)
    if not expectation.values:
        return None
    return ACCEPT if any(entry.split() and set(entry.split()) <= found for entry in expectation.values) else REFUSE


VERIFIER = Verifier(
    id="kong-openid-connect",
    name="Kong openid-connect plugin",
    kind="gateway",
    language="Lua",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Kong/docs.konghq.com, openid-connect plugin, configuration reference",
        "Kong's openid-connect library, token.lua, as copied in a public repository",
        "developer.konghq.com, support article on the audience parameter and client credentials",
    ),
    aliases=("kong-oidc",),
    hints=("openid-connect", "audience_required", "audience_claim", "kong"),
    messages=(ID_TOKEN,),
    audience=alike(REFUSE, unset=ACCEPT, empty_string=REFUSE, decide=_one_entry_whole),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: REFUSE,
        Check.SIGNATURE: REFUSE,
        Check.ISSUER: REFUSE,
        Check.EXPIRY: REFUSE,
    },
    setting=Setting(
        name="audience_required of the plugin",
        keys=("audience_required", "config.audience_required", "audience_claim"),
    ),
    switch="no audience_required, which is the default: any audience passes",
    recipe=Recipe(
        text="list the audiences of which one is needed in audience_required",
        language="yaml",
        code="""\
plugins:
- name: openid-connect
  config:
    issuer: $issuer
    auth_methods: [bearer]
    audience_required: [$audiences]
""",
    ),
    reveal="display_errors of the plugin while testing, and the error log of Kong at log level debug",
    notes=(
        "A blank inside one entry of audience_required means that both words are needed; separate entries are alternatives.",
        "config.audience only asks the authorization server for an audience; it validates nothing.",
        "With client credentials even config.audience is not sent: token_post_args_names and token_post_args_values send it.",
        "audience_claim names the claim, or the path to it in nested objects; it is aud unless set.",
        "The texts are the plugin's own settings (unauthorized_error_message, forbidden_error_message); the program is not public.",
    ),
    inferred=("order", "null", "empty_string", "empty_array", "number", "other", "mixed", "unset_malformed"),
)
