"""Puts a trial before joserfc, with a claims registry that requires what is expected."""

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey
from joserfc.jwt import ClaimsOption

from tests.observed.trial import ACCEPTED, Observation, Trial


def observe(trial: Trial) -> Observation:
    """What joserfc does."""
    key = OctKey.import_key(trial.key) if trial.algorithm == "HS256" else RSAKey.import_key(trial.key)
    expected: dict[str, ClaimsOption] = {
        name: {"essential": True, "values": list(values)}
        for name, values in (("aud", trial.audiences), ("iss", trial.issuers))
        if values is not None
    }
    registry = jwt.JWTClaimsRegistry(None, 0, **expected)
    try:
        registry.validate(jwt.decode(trial.token, key, algorithms=[trial.algorithm]).claims)
    except JoseError as error:
        return Observation(accepted=False, message=str(error))
    return ACCEPTED
