"""Puts a trial before authlib.jose, with claims options that require what is expected."""

from authlib.jose import JsonWebToken
from authlib.jose.errors import InvalidClaimError, JoseError, MissingClaimError

from tests.observed.trial import ACCEPTED, Observation, Trial


def observe(trial: Trial) -> Observation:
    """What authlib.jose does."""
    options = {
        name: {"essential": True, **({"value": values[0]} if len(values) == 1 else {"values": list(values)})}
        for name, values in (("aud", trial.audiences), ("iss", trial.issuers))
        if values is not None
    }
    try:
        JsonWebToken([trial.algorithm]).decode(trial.token, trial.key, claims_options=options).validate()
    except (InvalidClaimError, MissingClaimError) as error:
        # Its code stands before the description; the entry leaves it out, as logs do.
        return Observation(accepted=False, message=error.description)
    except JoseError as error:
        return Observation(accepted=False, message=str(error))
    return ACCEPTED
