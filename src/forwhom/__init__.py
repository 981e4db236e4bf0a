"""For whom is this token? Explains why a JWT is refused for its audience, and who changes what.

The public API is what stands in `__all__`. Each name is imported from its own module when it is first used, so that
`import forwhom` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
    from forwhom.case import Case, SeenOutcome
    from forwhom.catalogue import catalogue
    from forwhom.diagnose import diagnose
    from forwhom.diagnosis import Diagnosis
    from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Snippet
    from forwhom.gather import gather
    from forwhom.jwt.token import Token, TokenForm, decode
    from forwhom.prediction import Prediction, predict
    from forwhom.recognise import recognise
    from forwhom.redact import redact
    from forwhom.resource_server.configuration_error import ConfigurationError
    from forwhom.resource_server.expected import UNCHECKED_AUDIENCE
    from forwhom.resource_server.keys import StaticKeys
    from forwhom.resource_server.refusal_counter import RefusalCounter
    from forwhom.resource_server.refusal_formatter import RefusalFormatter
    from forwhom.resource_server.remote_keys import RemoteKeys
    from forwhom.resource_server.token_rejected import TokenRejected
    from forwhom.resource_server.validator import UncheckedAudienceWarning, Validator
    from forwhom.verifier import Verifier

__all__ = [
    "NONE_CONFIGURED",
    "UNCHECKED_AUDIENCE",
    "UNKNOWN",
    "Case",
    "Confidence",
    "ConfigurationError",
    "Diagnosis",
    "Evidence",
    "Expectation",
    "Finding",
    "Fix",
    "Party",
    "Prediction",
    "Reference",
    "RefusalCounter",
    "RefusalFormatter",
    "RemoteKeys",
    "SeenOutcome",
    "Severity",
    "Snippet",
    "StaticKeys",
    "Token",
    "TokenForm",
    "TokenRejected",
    "UncheckedAudienceWarning",
    "Validator",
    "Verifier",
    "catalogue",
    "decode",
    "diagnose",
    "gather",
    "predict",
    "recognise",
    "redact",
]

_MODULES = {
    "forwhom.audience.expectation": ("NONE_CONFIGURED", "UNKNOWN", "Expectation"),
    "forwhom.case": ("Case", "SeenOutcome"),
    "forwhom.catalogue": ("catalogue",),
    "forwhom.diagnose": ("diagnose",),
    "forwhom.diagnosis": ("Diagnosis",),
    "forwhom.finding": ("Confidence", "Evidence", "Finding", "Fix", "Party", "Reference", "Severity", "Snippet"),
    "forwhom.gather": ("gather",),
    "forwhom.jwt.token": ("Token", "TokenForm", "decode"),
    "forwhom.recognise": ("recognise",),
    "forwhom.redact": ("redact",),
    "forwhom.resource_server.configuration_error": ("ConfigurationError",),
    "forwhom.resource_server.expected": ("UNCHECKED_AUDIENCE",),
    "forwhom.resource_server.keys": ("StaticKeys",),
    "forwhom.resource_server.refusal_counter": ("RefusalCounter",),
    "forwhom.resource_server.refusal_formatter": ("RefusalFormatter",),
    "forwhom.resource_server.remote_keys": ("RemoteKeys",),
    "forwhom.resource_server.token_rejected": ("TokenRejected",),
    "forwhom.resource_server.validator": ("UncheckedAudienceWarning", "Validator"),
    "forwhom.prediction": ("Prediction", "predict"),
    "forwhom.verifier": ("Verifier",),
}


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it. Source: PEP 562."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'forwhom' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """The package, in which `diagnose` is the function also after its module of the same name was imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
