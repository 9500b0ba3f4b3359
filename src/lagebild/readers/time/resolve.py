"""What a time comes to: its TIMEX3 value and its days, given when the report was published and what was last spoken of.

Every answer holds for all days on which the report may have been published: where that is one day, the answer is one; where it
is a month, an answer that depends on the day stays an interval (`gestern`), and one that does not (`dieses Jahr`) is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from lagebild.readers.time import calendar, length, relative
from lagebild.readers.time.find import Found
from lagebild.readers.time.value import Known, Value


def resolve(found: Found, known: Known) -> Value:
    """The value of a time; DateError when it names a day that does not exist."""
    value = KINDS[found.kind](found, known)
    part = found.fields.get("part")
    if part and value.type == "DATE" and found.kind != "part":
        return replace(value, type="TIME", value=f"{value.value}T{part}")
    return value


KINDS: Mapping[str, Callable[[Found, Known], Value]] = {**calendar.KINDS, **relative.KINDS, **length.KINDS}
