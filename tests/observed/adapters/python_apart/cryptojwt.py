"""Puts trials before cryptojwt, which takes no audience."""

# /// observed
# pypi = ["cryptojwt"]
# [reach]
# pair = true
# issuers = "none"
# texts = ["iss"]  # it looks for the key by the issuer
# needs = ["iss"]
# [recipe]
# before = '''
# from cryptography.hazmat.primitives.serialization import load_pem_public_key
# from cryptojwt import KeyJar
# from cryptojwt.jwk.rsa import RSAKey
# key_jar = KeyJar()
# key = RSAKey(pub_key=load_pem_public_key(key.encode()), kid="observed", use="sig")
# key_jar.add_keys("https://login.example.com/", [key])
# '''
# ///

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptojwt import JWT, KeyJar
from cryptojwt.exception import JWKESTException
from cryptojwt.jwk.rsa import RSAKey

from tests.observed.adapters.python.serve import Question, serve


def verify(question: Question) -> None:
    """Let cryptojwt decide."""
    keys = KeyJar()
    key = RSAKey(pub_key=load_pem_public_key(question.key.encode()), kid="observed", use="sig")
    for issuer in ("https://login.example.com/", "https://login.example.org/"):
        keys.add_keys(issuer, [key])
    JWT(key_jar=keys, iss=question.audience if isinstance(question.audience, str) else "").unpack(question.token)


serve(verify, JWKESTException)
