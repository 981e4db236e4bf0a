"""Puts trials before Flask-JWT-Extended, as requests that carry the token."""

# /// observed
# pypi = ["flask-jwt-extended", "flask"]
# [reach]
# dates = true
# issuers = "at most one"
# needs = ["sub"]
# [recipe]
# before = '''
# from flask import Flask
# from flask_jwt_extended import JWTManager, jwt_required
# app = Flask("recipe")
# JWTManager(app)
# app.config["JWT_ALGORITHM"], app.config["JWT_PUBLIC_KEY"] = "RS256", key
# '''
# after = '''
# @app.get("/")
# @jwt_required()
# def resource(): return {}
# response = app.test_client().get("/", headers={"Authorization": f"Bearer {token}"})
# if response.status_code != 200: sys.exit(response.get_json()["msg"])
# '''
# ///

from flask import Flask
from flask_jwt_extended import JWTManager, jwt_required

from tests.observed.adapters.python.serve import Question, Refusal, serve

app = Flask(__name__)
JWTManager(app)


@app.get("/")
@jwt_required()
def resource() -> dict[str, str]:
    """A resource that only asks for a token."""
    return {}


client = app.test_client()


def verify(question: Question) -> None:
    """Let Flask-JWT-Extended decide."""
    app.config["JWT_ALGORITHM"] = question.algorithm
    app.config["JWT_SECRET_KEY" if question.algorithm == "HS256" else "JWT_PUBLIC_KEY"] = question.key
    app.config["JWT_DECODE_AUDIENCE"] = question.audience
    app.config["JWT_DECODE_ISSUER"] = question.issuer
    response = client.get("/", headers={"Authorization": f"Bearer {question.token}"})
    if response.status_code != 200:
        raise Refusal(response.get_json()["msg"], response.status_code)


serve(verify)
