"""Counts refusals for whoever watches: by OpenTelemetry where it is installed, or by a counter of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.refusal_event import RefusalEvent

NAME = "forwhom.refusals"


class RefusalCounter(Protocol):
    """Something that counts, as a counter of OpenTelemetry does."""

    def add(self, amount: int, attributes: Mapping[str, str | bool | int], /) -> None:
        """Counts `amount` events with these attributes."""
        ...


def opentelemetry() -> RefusalCounter | None:
    """The counter `forwhom.refusals` of OpenTelemetry; `None` where its API is not installed."""
    try:
        from opentelemetry.metrics import get_meter  # noqa: PLC0415 - not installed everywhere
    except ImportError:
        return None
    text = "Requests that were refused, or would have been, by finding"
    return get_meter("forwhom").create_counter(NAME, unit="{refusal}", description=text)


def attributes(event: RefusalEvent) -> dict[str, str | bool | int]:
    """What is counted apart. None of it comes from the token: whoever sends tokens must not create time series."""
    return {
        "forwhom.code": event.code,
        "forwhom.enforced": event.enforced,
        "forwhom.expected_audience": " ".join(event.expected_audiences or ()),
        "http.response.status_code": event.status,
    }
