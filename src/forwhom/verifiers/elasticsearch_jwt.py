"""The JWT realm of Elasticsearch.

Source: elastic/elasticsearch, x-pack security, JwtStringClaimValidator.java
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, REFUSE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="string claim [aud] has value [{found}] which does not match allowed claim values [{expected}]",
    sample="JWT realm [jwt1] validation failed: org.elasticsearch.ElasticsearchSecurityException: string claim [aud] has value [kibana] which does not match allowed claim values [es01,es02] || []",
    codes=("aud-mismatch",),
    found_as=Listing.COMMA,
    expected_as=Listing.COMMA,
)
ISSUER = Message(
    template="string claim [iss] has value [{issuer}] which does not match allowed claim values [{expected_issuer}]",
    sample="ElasticsearchSecurityException: string claim [iss] has value [https://a.example.com] which does not match allowed claim values [https://b.example.com] || []",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)

MISSING = Message(
    template="missing required string claim [aud]",
    sample="JWT realm [jwt1] validation failed: java.lang.IllegalArgumentException: missing required string claim [aud]",
    codes=("aud-missing",),
)


VERIFIER = Verifier(
    id="elasticsearch-jwt",
    name="Elasticsearch JWT realm",
    kind="infrastructure",
    language="Java",
    versions="8.x, as read",
    basis=Basis.READ,
    sources=("elastic/elasticsearch, JwtStringClaimValidator.java, FallbackableClaim.java, JwtAuthenticator.java",),
    aliases=("elasticsearch",),
    hints=("elasticsearch", "elastic", "jwt realm"),
    messages=(MISMATCH, MISSING, ISSUER),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=REFUSE,
        unset_blank=REFUSE,
        unset_malformed=REFUSE,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
    ),
    order=(
        Check.TYPE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.ALGORITHM,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.SIGNATURE,
    ),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(name="allowed_audiences of the realm", keys=("allowed_audiences",)),
    recipe=Recipe(
        text="list the audience in the realm",
        language="yaml",
        code="""\
xpack.security.authc.realms.jwt.jwt1:
  allowed_issuer: $issuer
  allowed_audiences: [$audiences]
""",
    ),
    notes=("A fallback claim is named beside the claim in brackets when one is configured.",),
    inferred=("number", "other", "mixed"),
)
