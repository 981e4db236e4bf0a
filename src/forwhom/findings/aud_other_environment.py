"""A value of another environment or tenant meets this one.

What it means: the two values are the same but for a word such as `dev`, `staging` or `prod`, or but for the tenant.
The token was issued for another deployment of the service.

How it happens: a client points at the wrong authorization server, a setting was copied between environments, a token
from one environment was pasted into another, an app runs in a development host (Expo Go) with that host's identifier,
or it still has the identifier of its template.

How to fix it: use the token of this environment. Never let one environment accept the tokens of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.audience.environment import is_development_identifier
from forwhom.audience.identifier import guid
from forwhom.audience.uri import split
from forwhom.comparison_finding import RFC7519_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider_audience import has_audience, known_resource
from forwhom.remedy import request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Pair, Situation

CODE = "aud-other-environment"
TITLE = "the token is for another environment or tenant of this service"

FIXES = (
    Fix(Party.CLIENT, "take the authorization server and the client registration of the environment that is called"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when two values differ only by the word for an environment, the GUID of a tenant, or the cloud."""
    pair = situation.pairs[0] if situation.pairs else None
    if not pair:
        return
    if Kind.ENVIRONMENT in pair.difference.kinds:
        yield _finding(situation, pair, "the environments part here")
    elif (rest := _tenantless(pair.found)) and rest == _tenantless(pair.expected):
        yield _finding(situation, pair, "the tenants differ")
    elif _is_other_cloud(situation, pair):
        yield _finding(situation, pair, "the clouds differ")
    elif is_development_identifier(pair.found):
        yield _finding(situation, pair, "the identifier of a development host or template")


def _is_other_cloud(situation: Situation, pair: Pair) -> bool:
    """Whether both name one API of a provider, by its hosts in two clouds (of a nation, of a government)."""
    clouds = {_cloud(uri.host) for uri in map(split, (pair.found, pair.expected)) if uri}
    resource = known_resource(situation.providers, pair.found, situation.provider)
    return len(clouds) > 1 and resource is not None and has_audience(resource, pair.expected)


def _cloud(host: str) -> str:
    """The cloud of Microsoft that a host belongs to; empty is the global one."""
    return next((cloud for cloud, ends in _NATIONAL.items() if host.endswith(ends)), "")


_NATIONAL = {"cn": (".cn",), "us": (".us", ".usgovcloudapi.net")}


def _finding(situation: Situation, pair: Pair, marker: str) -> Finding:
    fixes = (request(situation, pair.expected), *FIXES)
    return of_pair(situation, pair, code=CODE, title=TITLE, marker=marker, confidence=Confidence.LIKELY, fixes=fixes)


def _tenantless(value: str) -> str | None:
    """The value with its GUID taken out; `None` when it is nothing but a GUID, or holds none."""
    number = guid(value)
    rest = value.lower().replace("-", "").replace(number, "") if number else ""
    return rest if "/" in rest.replace("://", "") else None


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="staging meets production",
            case=case(aud="https://api.staging.example.com", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="Azure Key Vault of two clouds",
            case=case(aud="https://vault.azure.net", expected="https://vault.azure.cn"),
            fires=True,
        ),
        Example(
            note="Azure Key Vault of one cloud, by two names",
            case=case(aud="cfa8b339-82a2-471a-a3c9-0fc0be7a4093", expected="https://vault.azure.net"),
            fires=False,
        ),
        Example(
            note="Azure Resource Manager of one cloud, by two hosts",
            case=case(aud="https://management.azure.com", expected="https://management.core.windows.net"),
            fires=False,
        ),
        Example(
            note="another tenant of the same service",
            case=case(
                aud="https://api.example.com/72f988bf-86f1-41af-91ab-2d7cd011db47/orders",
                expected="https://api.example.com/0f3c8f0e-5f0a-4f4e-9d7a-2c1f8f6d9b11/orders",
            ),
            fires=True,
        ),
        Example(
            note="the identifier of a development host app",
            case=case(aud="host.exp.Exponent", expected="com.example.shop"),
            fires=True,
        ),
        Example(
            note="the identifier of a project template",
            case=case(aud="org.reactjs.native.example.shop", expected="com.example.shop"),
            fires=True,
        ),
        Example(
            note="two services of one environment", case=case(aud="orders-dev", expected="billing-dev"), fires=False
        ),
        Example(
            note="two bare GUIDs are two applications",
            case=case(aud="72f988bf-86f1-41af-91ab-2d7cd011db47", expected="0f3c8f0e-5f0a-4f4e-9d7a-2c1f8f6d9b11"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-host-differs", "aud-path-differs"),
    settled=lambda situation: situation.met is not None,
    precedence=24,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
