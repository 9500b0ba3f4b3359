"""Lagebild reads news reports about armed conflict and keeps the record of who says what."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lagebild.errors import LagebildError
    from lagebild.formats.reading import dumps, from_json, loads, to_json
    from lagebild.model import Document, Reading
    from lagebild.reader import Reader, read_many, schema
    from lagebild.sources import Complaint, Found, make_document, open_source

__version__ = "0.1.0"

_HOMES = {
    "lagebild.errors": ("LagebildError",),
    "lagebild.formats.reading": ("dumps", "from_json", "loads", "to_json"),
    "lagebild.model": ("Document", "Reading"),
    "lagebild.reader": ("Reader", "read_many", "schema"),
    "lagebild.sources": ("Complaint", "Found", "make_document", "open_source"),
}
__all__ = [
    "Complaint",
    "Document",
    "Found",
    "LagebildError",
    "Reader",
    "Reading",
    "dumps",
    "from_json",
    "loads",
    "make_document",
    "open_source",
    "read_many",
    "schema",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """A public name, from its module: loaded when first asked for, so that the command line starts at once."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'lagebild' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
