"""Puts trials before django-auth-adfs, as requests that carry the token; why it refuses stands in its log."""

# /// observed
# pypi = ["django-auth-adfs", "django", "djangorestframework"]
# [reach]
# pair = true
# core = true  # the log writes something before it
# issuer = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"
# issuers = "fixed"  # the metadata of the tenant names it
# extra = { upn = "user" }
# [recipe]
# issuer = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"
# after = '''
# from tests.observed.adapters.python_apart.adfs_application import asked
# status, text = asked(AUTH_ADFS, token, key)
# if status != 200: sys.exit(text)
# '''
# ///

from tests.observed.adapters.python.serve import Question, Refusal, serve
from tests.observed.adapters.python_apart.adfs_application import asked

TENANT = "11111111-2222-3333-4444-555555555555"
IDS = {"TENANT_ID": TENANT, "CLIENT_ID": "orders", "RELYING_PARTY_ID": "orders", "USERNAME_CLAIM": "upn"}


def verify(question: Question) -> None:
    """Let django-auth-adfs decide, in Django REST Framework."""
    audience = {} if question.audience is None else {"AUDIENCE": question.audience}
    status, text = asked({**IDS, **audience}, question.token, question.key)
    if status != 200:
        raise Refusal(text, status or None)


serve(verify)
