"""The errors that Lagebild raises, one small tree.

LagebildError
├── InputError      an input that cannot be read: which, where, why, what to do
├── PackError       a language pack that does not hold what it must
├── DateError       a date or TIMEX3 value that is not one
├── ModelError      a language model that is missing or does not speak UD
├── GazetteerError  a gazetteer file that is missing or not one
├── FormatError     a reading that is not in the contract's format
└── StoreError      a record that cannot be opened, read or written
"""


class LagebildError(Exception):
    """Something that a person can mend; the message is one sentence that says what and where."""


class InputError(LagebildError):
    """An input that cannot be read."""


class PackError(LagebildError):
    """A language pack that does not hold what it must."""


class DateError(LagebildError):
    """A date, interval or TIMEX3 value that is not one."""


class ModelError(LagebildError):
    """A language model that is missing or does not speak Universal Dependencies."""


class GazetteerError(LagebildError):
    """A gazetteer file that is missing or not one."""


class FormatError(LagebildError):
    """A reading that is not in the contract's format."""


class StoreError(LagebildError):
    """A record that cannot be opened, read or written."""
