"""Puts a trial before PyJWT."""

import jwt

from tests.observed.trial import ACCEPTED, Observation, Trial, one_or_list


def observe(trial: Trial) -> Observation:
    """What PyJWT does."""
    try:
        jwt.decode(
            trial.token,
            trial.key,
            algorithms=[trial.algorithm],
            audience=None if trial.audiences is None else one_or_list(trial.audiences),
            issuer=None if trial.issuers is None else one_or_list(trial.issuers),
        )
    except jwt.InvalidTokenError as error:
        return Observation(accepted=False, message=str(error))
    return ACCEPTED
