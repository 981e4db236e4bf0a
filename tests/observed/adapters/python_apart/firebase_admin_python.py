"""Puts trials before firebase-admin, with its certificates served on the loopback interface."""

# /// observed
# pypi = ["firebase-admin"]
# [reach]
# pair = true
# core = true  # the SDKs share the middle of their texts, and the entry says that
# single = true  # an App has one project
# configured = true
# nonempty = true
# issuer = "https://securetoken.google.com/{audience}"
# issuers = "fixed"  # it follows from the project
# needs = ["sub", "iat", "exp"]
# [recipe]
# before = '''
# import firebase_admin
# from google.auth.credentials import AnonymousCredentials
# from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests
# class Nobody(firebase_admin.credentials.Base):
#     def get_credential(self): return AnonymousCredentials()
# firebase_admin.credentials.ApplicationDefault = Nobody
# keys = Keys()
# keys.key = key
# redirect_requests(keys)
# '''
# ///

import firebase_admin
from firebase_admin import auth, exceptions
from google.auth.credentials import AnonymousCredentials

from tests.observed.adapters.python.serve import Question, serve
from tests.observed.adapters.python_apart.loopback import Keys, redirect_requests

keys = Keys()
redirect_requests(keys)
apps: dict[str, firebase_admin.App] = {}


class Nobody(firebase_admin.credentials.Base):
    """Verifying an ID Token takes no account."""

    def get_credential(self) -> AnonymousCredentials:
        """Nobody's."""
        return AnonymousCredentials()


def verify(question: Question) -> None:
    """Let firebase-admin decide."""
    keys.key = question.key
    project = str(question.audience)
    if project not in apps:
        apps[project] = firebase_admin.initialize_app(Nobody(), {"projectId": project}, name=f"app {project}")
    auth.verify_id_token(question.token, apps[project])


serve(verify, exceptions.FirebaseError, ValueError)
