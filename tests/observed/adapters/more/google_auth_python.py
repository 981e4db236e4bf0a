"""Puts a trial before google.auth.jwt, with its certificate at hand instead of fetched."""

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError

from tests.observed.trial import ACCEPTED, Observation, Trial, one_or_list


def observe(trial: Trial) -> Observation:
    """What google-auth does."""
    audience = None if trial.audiences is None else one_or_list(trial.audiences)
    try:
        jwt.decode(trial.token, certs=trial.key, audience=audience)
    except GoogleAuthError as error:
        return Observation(accepted=False, message=str(error.args[0]))
    return ACCEPTED
