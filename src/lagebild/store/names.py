"""The names in the record: who and where, in how many reports, and which of them may be or are one."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import func, select

from lagebild.merge.cluster import verdicts
from lagebild.merge.registry import Known, Proposal, joined, proposals
from lagebild.store.judging import all_judgements
from lagebild.store.opening import Store
from lagebild.store.tables import events, voices


def known_names(store: Store, places: bool = False) -> list[Known]:
    """Every name of an actor (or place) in the current readings, with the number of reports."""
    return _places(store) if places else _actors(store)


def _actors(store: Store) -> list[Known]:
    query = select(voices.c.key, voices.c.name, voices.c.kind, func.count(voices.c.document.distinct()).label("n"))
    query = query.where(voices.c.role != "source").group_by(voices.c.key, voices.c.name, voices.c.kind)
    return _merged(store, query, "actor")


def _places(store: Store) -> list[Known]:
    query = select(
        events.c.place_key.label("key"), events.c.place.label("name"), func.coalesce(events.c.country, "").label("kind"),
        func.count(events.c.document.distinct()).label("n"),
    )  # fmt: skip
    query = query.where(events.c.place_key.is_not(None)).group_by(events.c.place_key, events.c.place, events.c.country)
    return _merged(store, query, "place")


def _merged(store: Store, query: object, what: str) -> list[Known]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    with store.reading() as connection:
        for row in connection.execute(query):  # type: ignore[call-overload]
            names[row.key][row.name] += row.n
            kinds[row.key][row.kind] += row.n
    found = []
    for key in sorted(names):
        common = [value for value, _ in kinds[key].most_common()]
        lands = frozenset(c for c in common if c) if what == "place" else frozenset()
        kind = "place" if what == "place" else common[0]
        found.append(Known(f"{what}:{key}", names[key].most_common(1)[0][0], kind, sum(names[key].values()), lands))
    return found


def list_names(store: Store, places: bool = False) -> list[tuple[Known, ...]]:
    """The names, those that people hold to be one together, the most frequent first."""
    return joined(known_names(store, places), verdicts(all_judgements(store)))


def propose_names(store: Store, places: bool = False) -> tuple[list[Proposal], list[str]]:
    """(pairs, left): those that may be one and that nobody has decided on; the ids of names not compared with all that end like them."""
    return proposals(known_names(store, places), verdicts(all_judgements(store)))
