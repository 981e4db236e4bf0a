"""Puts trials before Authlib's OpenID Connect client, as ID Tokens."""

# /// observed
# pypi = ["authlib"]
# [reach]
# dates = true
# pair = true
# issuers = "at most one"
# single = true  # a client has one id
# ordered = true
# needs = ["iss", "sub", "iat", "exp"]
# [recipe]
# before = '''
# from authlib.integrations.flask_client import OAuth
# from flask import Flask
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# app = Flask("recipe")
# app.secret_key = "recipe"
# oauth = OAuth(app)
# import base64
# claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
# oauth.register("provider", client_id=claims.get("aud"), jwks_uri="https://login.example.com/jwks.json")
# token, nonce = {"id_token": token, "access_token": "opaque"}, None
# '''
# ///

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let Authlib decide, as its integrations do: the signature first, then the claims."""
    token = jwt.decode(question.token, RSAKey.import_key(question.key), algorithms=["RS256"])
    options = {} if question.issuers is None else {"iss": {"values": question.issuers}}
    parameters = {"client_id": None if question.audiences is None else (question.audience or "")}
    CodeIDToken(token.claims, token.header, options, parameters).validate()


def message(error: Exception) -> str:
    """Its text; the code before the description of a claim's error is left out, as logs do."""
    return str(getattr(error, "description", "") or error)


serve(verify, JoseError, message=message)
