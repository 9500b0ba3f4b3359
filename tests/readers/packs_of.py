"""The packs of all languages that a reader is tested with, also of those that there is no model for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lagebild import packs
from lagebild.packs import Pack

LANGUAGES = ("de", "en")


@cache
def pack_of(language: str) -> Pack:
    """The pack of a language; of one without a model only what stands in its folder."""
    if language in packs.languages():
        return packs.load_pack(language)
    with TemporaryDirectory() as folder:
        (Path(folder) / "pack.toml").write_text('name = "-"\nmodel = "-"\n', encoding="utf8")
        return packs.read_pack(language, [Path(folder), packs.FOLDER / language])
