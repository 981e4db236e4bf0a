"""Puts a trial before python-jose."""

from jose import JWTError, jwt

from tests.observed.trial import ACCEPTED, Observation, Trial, one_or_list


def observe(trial: Trial) -> Observation:
    """What python-jose does."""
    try:
        jwt.decode(
            trial.token,
            trial.key,
            algorithms=[trial.algorithm],
            # A list is what its annotations forbid and what its users try.
            audience=None if trial.audiences is None else one_or_list(trial.audiences),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
            issuer=None if trial.issuers is None else one_or_list(trial.issuers),
        )
    except JWTError as error:
        return Observation(accepted=False, message=str(error))
    return ACCEPTED
