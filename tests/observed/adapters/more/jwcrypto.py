"""Puts a trial before jwcrypto."""

from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jwt import JWT

from tests.observed.trial import ACCEPTED, Observation, Trial, one_or_list


def observe(trial: Trial) -> Observation:
    """What jwcrypto does."""
    settings = (("aud", trial.audiences), ("iss", trial.issuers))
    expected = {name: one_or_list(values) for name, values in settings if values is not None}
    # Its dates are validated only where they are listed beside other claims.
    expected["exp"] = None
    try:
        JWT(jwt=trial.token, key=JWK.from_pem(trial.key.encode()), algs=[trial.algorithm], check_claims=expected)
    except JWException as error:
        return Observation(accepted=False, message=str(error))
    return ACCEPTED
