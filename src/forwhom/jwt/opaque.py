"""Tokens that are no JWT but give themselves away by how they begin."""

import re

from forwhom.jwt import base64url

# Beginnings that their issuers document or that a format prescribes, and no other kind is known to share.
_BEGINNINGS = (
    ("ya29.", "Google access token"),
    ("gho_", "GitHub OAuth access token"),
    ("ghp_", "GitHub personal access token"),
    ("ghu_", "GitHub App user access token"),
    ("ghs_", "GitHub App installation access token"),
    ("ghr_", "GitHub App refresh token"),
    ("github_pat_", "GitHub personal access token"),
    ("glpat-", "GitLab personal access token"),
    ("xoxb-", "Slack bot token"),
    ("xoxp-", "Slack user token"),
    ("xapp-", "Slack app token"),
    ("hvs.", "HashiCorp Vault service token"),
    ("hvb.", "HashiCorp Vault batch token"),
    ("npm_", "npm access token"),
    ("pypi-", "PyPI API token (a macaroon)"),
    ("shpat_", "Shopify access token"),
    ("gAAAAA", "Fernet token"),
    ("PHNhbWw", "SAML message or assertion"),
    ("PD94bWw", "XML document, perhaps a SAML message"),
)
_VERSION_2 = 2
_PASETO = r"v[1-4]\.(?:local|public)\."
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def opaque_kind(text: str) -> str | None:
    """The name of the format that the text certainly is, `None` where that is not certain."""
    if re.match(_PASETO, text):
        return "PASETO"
    if re.fullmatch(_UUID, text):
        return "UUID, perhaps a reference token"
    for beginning, kind in _BEGINNINGS:
        if text.startswith(beginning):
            return kind
    return "macaroon" if _is_macaroon(text) else None


def _is_macaroon(text: str) -> bool:
    """Whether the text begins as a serialized macaroon: with a packet of version 1 or a location field of version 2."""
    if not text.startswith(("MDA", "AgE")):
        return False
    head = base64url.decode(text[:64]).data
    if head[0] == _VERSION_2:
        # The third byte, where there is one, is the length of the location.
        location = head[3 : 3 + sum(head[2:3])]
        return bool(location) and location.isascii() and location.decode().isprintable()
    return head[4:12] == b"location"
