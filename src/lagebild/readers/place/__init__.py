"""A report's sentences → its places, each with all its mentions and, where it is clear which one is meant, where it lies.

Names come from `mention`, the choice among places of one name from `resolve`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lagebild.earth import moved
from lagebild.gazetteer.open import Gazetteer
from lagebild.model import Actor, Candidate, Document, Mention, Note, Place, PlaceRelation, Sentence
from lagebild.names import fold
from lagebild.packs import Pack
from lagebild.packs.words import Words, words_of
from lagebild.readers.place.mention import Toponym, View, Way, find
from lagebild.readers.place.resolve import CALLED, KEPT, Context, chosen, ranked

PART_KM = 150.0  # how far the point of a part of a country may be off, at least
ABOUT = 0.1  # the weight of a country that the report is about
PLACED: frozenset[PlaceRelation | None] = frozenset(
    {"in", "near", "from", "to", "between"}
)  # where a name is a place, whether it is known or not
TOWN, CITY = 5_000, 200_000  # people
WAY_OFF = 0.25  # of the kilometres of a way that its end may be off
THIRD = 1 / 3  # of the extent of a country that its northern, … part lies off the middle


@dataclass(slots=True)
class _Group:
    """The toponyms of one name and kind, and what they may mean."""

    toponyms: list[Toponym] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Toponym:
        """The toponym that tells most."""
        return max(self.toponyms, key=lambda t: (t.country is not None, t.kind is not None, t.sure))


def read_places(
    document: Document, sentences: Sequence[Sentence], pack: Pack, gazetteer: Gazetteer, actors: Sequence[Actor]
) -> tuple[tuple[Place, ...], tuple[Note, ...]]:
    """The places of the report in the order of their first mention, and a note for every one that stays unresolved."""
    words = words_of(pack)
    taken = tuple((m.span.head_start, m.span.head_end) for a in actors for m in a.mentions)
    toponyms = [t for n, s in enumerate(sentences) for t in find(View(document.text, s, n, words, pack, _inside(taken, s)))]
    persons = frozenset(w for a in actors if a.kind == "person" for m in a.mentions for w in m.span.head.split())
    bodies = tuple(a.name for a in actors if a.kind != "person" and " " in a.name)
    toponyms = [t for t in toponyms if not _is_of_an_actor(t, document.text, persons, bodies)]
    countries = _countries(sentences, words, actors)
    groups = _grouped(toponyms, gazetteer, countries, words)
    places: list[Place] = []
    notes: list[Note] = []
    claims = frozenset((r.get("claimed_by"), r.get("of")) for rows in pack.tables["dispute"].values() for r in rows)
    context = Context(countries, claims, _clear_points(groups, Context(countries, claims)))
    for group in groups:
        place = _place(group, context, gazetteer, pack)
        if place.precision == "unresolved":
            notes.append(Note("place-unresolved", f"{place.name}: {_why(place)}", group.toponyms[0].span))
        twin = next((k for k, p in enumerate(places) if _is_same(p, place)), None)
        if twin is None:
            places.append(place)
        else:
            places[twin] = replace(places[twin], mentions=tuple(sorted((*places[twin].mentions, *place.mentions), key=_begin)))
    return tuple(replace(p, id=f"p{n}") for n, p in enumerate(places, 1)), tuple(notes)


def _is_of_an_actor(toponym: Toponym, text: str, persons: frozenset[str], bodies: Sequence[str]) -> bool:
    """Whether the name is the surname of a person of the report (unless its words say that it is a place), or begins a body's name."""
    at, written = toponym.span.head_start, toponym.span.head
    if any(text.startswith(b, at) and len(b) > len(written) for b in bodies):
        return True
    placed = toponym.relation is not None or toponym.kind is not None or toponym.dateline
    person = written in persons or written.removesuffix("s") in persons
    return person and (not placed or not toponym.sure)


def _inside(taken: Iterable[tuple[int, int]], sentence: Sentence) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for a, b in taken if sentence.start <= a and b <= sentence.end)


def _is_same(a: Place, b: Place) -> bool:
    """Whether two groups of names turned out to be one place."""
    return a.gazetteer is not None and (a.gazetteer, a.precision, a.lat, a.lon) == (b.gazetteer, b.precision, b.lat, b.lon)


def _begin(mention: Mention) -> int:
    return mention.span.head_start


def _why(place: Place) -> str:
    return f"{len(place.candidates)} places of this name, none stands out" if place.candidates else "no place of this name is known"


def _countries(sentences: Sequence[Sentence], words: Words, actors: Sequence[Actor]) -> dict[str, float]:
    """The weight of each country in the report: its names, its adjectives, its capital, its actors; the weights sum to 1."""
    count: Counter[str] = Counter()
    for sentence in sentences:
        for word in sentence.words:
            country = words.country(word.form) or words.country(word.form, words.capitals)
            if country is None and word.upos == "ADJ":
                country = words.adjectives.get(words.adjective_base(word.form))
            if country is None and word.upos == "NOUN":
                national = words.national(word.form, word.lemma)
                country = words.nationals.get(national[0]) if national else None
            if country:
                count[country] += 1
    for actor in actors:
        if actor.country:
            count[actor.country] += 1
    total = sum(count.values()) or 1
    return {c: n / total for c, n in count.items()}


# ---- groups ---------------------------------------------------------------------------------------------------------


def _grouped(toponyms: Iterable[Toponym], gazetteer: Gazetteer, countries: dict[str, float], words: Words) -> list[_Group]:
    """Toponyms of one name and kind of place together, those that nothing speaks for left out."""
    groups: dict[tuple[str, bool, object], _Group] = {}
    for toponym in toponyms:
        names = toponym.names or _country_about(countries, words)
        name, candidates = _looked_up(names, gazetteer)
        if not candidates and not toponym.sure:
            continue
        if not toponym.sure and toponym.relation not in PLACED and not _is_likely(candidates, countries):
            continue
        group = groups.setdefault((fold(name), toponym.division, toponym.sky or toponym.way), _Group())
        group.toponyms.append(replace(toponym, names=(name, *toponym.names)))
        group.candidates = group.candidates or candidates
    return list(groups.values())


def _country_about(countries: dict[str, float], words: Words) -> tuple[str, ...]:
    """The name of the country that the report is mostly about."""
    if not countries:
        return ()
    return (words.country_names[max(countries, key=lambda c: countries[c])],)


def _looked_up(names: Sequence[str], gazetteer: Gazetteer) -> tuple[str, tuple[Candidate, ...]]:
    """The first of the names that a place is called by as it stands, else the first that one sounds like, with the places."""
    found = [(name, candidates) for name in names if (candidates := gazetteer.lookup(name))]
    called = next(((n, c) for n, c in found if c[0].score >= CALLED), None)
    alike = [(n, c) for n, c in found if (" " in n) == (" " in names[0])]  # the last word of a name alone must be called so
    return called or (alike[0] if alike else (names[0] if names else "", ()))


def _is_likely(candidates: Sequence[Candidate], countries: dict[str, float]) -> bool:
    """Whether a bare name that the gazetteer has is a place here: a town in a country that the report is about, or a large one anywhere."""
    called = [c for c in candidates if c.score >= CALLED]
    return any((countries.get(c.country or "", 0.0) > ABOUT and c.population >= TOWN) or c.population > CITY for c in called)


def _clear_points(groups: Sequence[_Group], context: Context) -> tuple[tuple[float, float], ...]:
    points = []
    for group in groups:
        best = chosen(ranked(group.candidates, group.best, context))
        if best and best.lat is not None and best.lon is not None and best.precision != "country":
            points.append((best.lat, best.lon))
    return tuple(points)


# ---- places ---------------------------------------------------------------------------------------------------------


def _place(group: _Group, context: Context, gazetteer: Gazetteer, pack: Pack) -> Place:
    best = group.best
    candidates = ranked(group.candidates, best, context)
    one = chosen(candidates)
    mentions = tuple(Mention(t.span, None, t.relation) for t in group.toponyms)
    if one is None:
        return Place("", best.names[0], best.country, "unresolved", mentions, candidates=candidates[:KEPT])
    name, own = one.name, one
    if best.sky is not None:
        part = _part(one, best.sky, pack)
        name, own = best.span.head, part or one
    elif best.way is not None:
        name, own = best.way.text, _moved(one, best.way)
    elif best.division and one.precision == "settlement" and one.admin1:
        own = replace(gazetteer.area(one.admin1) or one, country=one.country, name=name)
    return Place(
        "", name, own.country, own.precision, mentions, own.admin1, own.disputed, own.lat if own.precision != "country" else None,
        own.lon if own.precision != "country" else None, own.radius_km if own.precision != "country" else None, own.gazetteer,
        candidates[:KEPT] if len(candidates) > 1 else (),
    )  # fmt: skip


def _moved(one: Candidate, way: Way) -> Candidate:
    """The point that far from the place, as good as the number is round; unchanged where the place has no point."""
    if one.lat is None or one.lon is None or one.precision == "country":
        return one
    lat, lon = moved((one.lat, one.lon), way.north, way.east, way.kilometres)
    radius = (one.radius_km or 0.0) + WAY_OFF * way.kilometres
    return replace(one, precision="district", lat=round(lat, 3), lon=round(lon, 3), radius_km=round(radius, 1))


def _part(one: Candidate, sky: tuple[int, int], pack: Pack) -> Candidate | None:
    """The part of a country that the words name, as a region around the middle of that part, or None without an extent."""
    box = next((r.get("box") for rows in pack.tables["country"].values() for r in rows if r.word("iso3") == one.country), None)
    if box is None or one.precision != "country":
        return None
    south, west, north, east = box
    lat = (south + north) / 2 + sky[0] * (north - south) * THIRD
    lon = (west + east) / 2 + sky[1] * (east - west) * THIRD
    radius = max(PART_KM, (north - south) * 111 / 3)
    return replace(one, precision="region", lat=round(lat, 2), lon=round(lon, 2), radius_km=round(radius))
