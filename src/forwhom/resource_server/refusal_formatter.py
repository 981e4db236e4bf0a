"""Writes refusals as JSON lines, which `forwhom refusals` reads."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

#: The attribute of a log record that holds the event.
ATTRIBUTE = "forwhom"


class RefusalFormatter(logging.Formatter):
    """Formats the record of a refusal as its event, one JSON object in ASCII on one line, and others as usual."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        event: JsonValue = getattr(record, ATTRIBUTE, None)
        return super().format(record) if event is None else json.dumps(event)
