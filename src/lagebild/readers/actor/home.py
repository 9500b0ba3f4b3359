"""Bodies of a state that a report does not call by their country → the country that the report binds them to, if it is about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lagebild import tree
from lagebild.model import Sentence, Word
from lagebild.packs import Pack, longest_ending
from lagebild.packs.words import Words
from lagebild.readers.actor.coreference import Chain

SHARE = 0.75  # of all that names a country in a report, which one country must have for the report to be about it


def settle(made: Iterable[Chain], sentences: Sequence[Sentence], words: Words, pack: Pack) -> None:
    """Every army, police, government … that stands without a country has that of the report, where dateline and words leave no other."""
    country = _country(sentences, words)
    for chain in made if country else ():
        if chain.kind == "state" and not (chain.names or chain.country or chain.polity or chain.identity) and _is_own(chain, pack):
            chain.country = country


def _is_own(chain: Chain, pack: Pack) -> bool:
    """Whether only bare words for a body that every state has name it (`die Armee`, not `die Polizei der Enklave`)."""
    bare = all(f.sort == "noun" and not f.complement and not f.indefinite for f in chain.found)
    return bare and any(_is_home(whole.lower(), pack) for whole in chain.wholes)


def _is_home(noun: str, pack: Pack) -> bool:
    ending = longest_ending(pack, "home_body", noun)
    row = pack.row("home_body", ending) if ending else None
    return row is not None and (noun == ending or not row.get("alone"))


def _country(sentences: Sequence[Sentence], words: Words) -> str | None:
    """The one country that the report is about, or None: its dateline's, if any, which most of its words for countries name as well."""
    count = Counter(c for s in sentences for w in s.words if (c := _named(w, words)))
    opening = {c for s in sentences for w in s.words[: tree.dateline_end(s)] if (c := words.country(w.form, words.capitals))}
    if not count or len(opening) > 1:
        return None
    country, most = count.most_common(1)[0]
    return country if most >= SHARE * count.total() and opening <= {country} and (opening or len(count) == 1) else None


def _named(word: Word, words: Words) -> str | None:
    """The country that the word names: by its name, its capital, its adjective or a noun for its nationals."""
    found = words.country(word.form) or words.country(word.form, words.capitals)
    if found is None and word.upos == "ADJ":
        found = words.adjectives.get(words.adjective_base(word.form))
    national = words.national(word.form, word.lemma) if found is None and word.upos == "NOUN" else None
    return words.nationals.get(national[0]) if national else found
