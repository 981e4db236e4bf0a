"""NumericDate: seconds since 1970-01-01T00:00:00Z, as a JSON number."""

from forwhom.jwt.json import JsonValue

# 9999-12-31T23:59:59Z, the last second that every date library can write.
LATEST = 253402300799

_UNITS = ((365 * 86400, "year"), (86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def read(value: JsonValue) -> int | float | None:
    """The seconds since the epoch, UTC, or `None` where the value is no NumericDate from 1970 to 9999.

    A boolean is not a number, nor is a string of digits.

    Source: RFC 7519 section 2
    """
    # The exact types: a boolean is an int to isinstance.
    if type(value) is not int and type(value) is not float:
        return None
    return value if 0 <= value <= LATEST else None


def as_python_int(value: JsonValue) -> int | None:
    """The seconds that Python's `int` makes of a claim, as several of its libraries do; `None` where it raises.

    A string of digits and a boolean count, a fraction is cut off.
    """
    if not isinstance(value, str | int | float):
        return None
    try:
        return int(value)
    except (ValueError, OverflowError):
        return None


def iso(seconds: float) -> str:
    """The moment in UTC to the whole second before it, as `2024-03-27T00:00:00Z`; in words outside of 1970 to 9999."""
    if seconds < 0:
        return "before 1970"
    if seconds >= LATEST + 1:
        return "after 9999"
    if seconds != seconds:  # noqa: PLR0124 - NaN, and math is not worth its import
        return "no date"
    days, second = divmod(int(seconds), 86400)
    # Years begin in March here, so that the leap day comes last; day 0 is 0000-03-01.
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    late, month = divmod(shifted + 2, 12)
    year = 400 * era + year_of_era + late
    return f"{year:04}-{month + 1:02}-{day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def relative(seconds: float, now: float) -> str:
    """The distance from `now`, both in seconds since the epoch, in whole units of the largest kind: `2 hours ago`."""
    distance = abs(seconds - now)
    for size, unit in _UNITS:
        if distance >= size:
            count = int(distance // size)
            amount = f"{count} {unit}" if count == 1 else f"{count} {unit}s"
            return f"in {amount}" if seconds > now else f"{amount} ago"
    return "now"
