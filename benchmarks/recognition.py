"""Recognising an error text against the whole catalogue, and against one blown up to 150 and 600 verifiers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING

from benchmarks._timing import functions, report
from forwhom.catalogue import catalogue
from forwhom.phrasebook import Phrasebook, build
from forwhom.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    '2026-11-24T10:00:00.123Z ERROR [http-nio-8080-exec-4] c.e.orders.Gateway : upstream said 401 {"error":"invalid_token",'
    '"error_description":"IDX10214: Audience validation failed. Audiences: \'https://api.example.com/\'. Did not match: '
    "validationParameters.ValidAudience: 'https://api.example.com/v2' or validationParameters.ValidAudiences: 'null'.\"}"
)
UNKNOWN = (
    "2026-11-24T10:00:00.123Z INFO  [main] com.example.orders.Application : Started Application in 2.345 seconds " * 3
)


def blown_up(size: int) -> Phrasebook:
    """A phrasebook of `size` verifiers: the shipped ones over and over, each copy with words of its own."""
    shipped = list(catalogue().verifiers.values())
    copies = (
        replace(
            verifier,
            id=f"{verifier.id}-{number}",
            messages=tuple(
                replace(
                    message, template=f"{message.template} {number}" if number >= len(shipped) else message.template
                )
                for message in verifier.messages
            ),
        )
        for number, verifier in enumerate(islice(cycle(shipped), size))
    )
    return build(copies)


def main() -> None:
    """Measures and prints."""
    shipped = catalogue().phrasebook
    books = {"shipped": shipped, "150 verifiers": blown_up(150), "600 verifiers": blown_up(600)}
    subjects: dict[str, Callable[[], object]] = {}
    for name, book in books.items():
        size = f"{name} ({len(book.phrases)} messages)"
        subjects[f"{size}, a known message"] = partial(recognise, TEXT, book)
        subjects[f"{size}, none"] = partial(recognise, UNKNOWN, book)
    medians = functions(subjects)
    report(f"Recognising a text of {len(TEXT)} characters", medians, next(iter(medians)))


if __name__ == "__main__":
    main()
