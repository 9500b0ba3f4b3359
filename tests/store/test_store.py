"""The record on both databases: adding, asking, judging, forgetting, verifying."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import table, text

from benchmarks.stream import make
from lagebild.errors import StoreError
from lagebild.formats.incident import to_json as to_incident
from lagebild.formats.reading import dumps, to_json
from lagebild.merge import incidents as merge
from lagebild.merge import tellings
from lagebild.merge.cluster import Verdicts
from lagebild.merge.sketch import dump, load, sketches
from lagebild.model import Document, Reading, Span
from lagebild.store import (
    Filters,
    Kept,
    Looked,
    Store,
    Tally,
    add,
    add_batches,
    all_judgements,
    backup,
    check,
    export,
    faults,
    forget,
    incident_of,
    join,
    judge,
    list_documents,
    list_events,
    list_incidents,
    list_names,
    open_store,
    propose_names,
    reading_of,
    reading_versions,
    refresh,
    run_migrations,
    search,
    stats,
    verify,
    version,
)
from lagebild.store.opening import HEAD, connect
from lagebild.store.rows import claim_rows, document_row, event_rows, ordinals, reading_row, voice_rows
from lagebild.store.sql import put
from lagebild.store.tables import metadata
from tests.sample import sample, spelled

READINGS = make(30, seed=2).readings


def keep(*several: Reading) -> list[Kept]:
    return [Kept(r, b"raw " + r.document.text.encode(), f"file of {r.document.id}") for r in several]


def found(store: Store) -> list[str]:
    return list(verify(store, Looked()))


def titled(ident: str, words: str, title: str | None = None) -> Reading:
    return Reading(Document(ident, "0" * 64, "de", words, title=title), sample().reader)


# ---- adding --------------------------------------------------------------------------------------------------------


def test_adding_twice_keeps_once(store: Store) -> None:
    first = add(store, keep(*READINGS), batch=7)
    again = add(store, keep(*READINGS), batch=11)
    assert (first.new, first.seen, first.failed) == (len(READINGS), 0, [])
    assert (again.new, again.seen, again.failed, again.changed) == (0, len(READINGS), [], [])
    assert stats(store)["documents"] == len(READINGS) and found(store) == []


def test_what_comes_out_is_what_went_in(store: Store) -> None:
    add(store, keep(sample(), *READINGS[:3]))
    assert reading_of(store, "muster-1") == sample()
    with store.reading() as connection:
        row = connection.execute(text("SELECT bytes, text FROM documents WHERE id = 'muster-1'")).one()
    assert bytes(row.bytes) == b"raw " + sample().document.text.encode() and bytes(row.text).decode() == sample().document.text


def test_any_characters_survive(store: Store) -> None:
    odd = titled("odd\x01'\"%_id", "Null \x00, Mütze 🙂, \u202e gedreht, \r\n Zeile", "Ein\x00Titel")
    assert add(store, keep(odd)).failed == []
    assert reading_of(store, odd.document.id) == odd
    assert found(store) == []


def test_one_id_with_two_texts_is_refused(store: Store) -> None:
    add(store, keep(titled("d1", "Der eine Text.")))
    tally = add(store, keep(titled("d1", "Ein anderer Text.")))
    assert tally.new == 0 and "d1 is there already with another text" in tally.failed[0]


def test_a_better_reader_reads_beside_the_old_one(store: Store) -> None:
    add(store, keep(sample()))
    judge(store, "ada", "accept", ["muster-1/e1"])
    refresh(store)
    better = replace(sample(), reader=replace(sample().reader, version="0.2.0"), notes=())
    tally = add(store, keep(better))
    assert (tally.new, tally.reread, tally.changed) == (0, 1, ["muster-1"])
    versions = reading_versions(store, "muster-1")
    assert [(v["version"], v["current"]) for v in versions] == [("0.1.0", False), ("0.2.0", True)]
    assert reading_of(store, "muster-1") == better and reading_of(store, "muster-1", versions[0]["number"]) == sample()
    assert [e["status"] for e in list_events(store, Filters(type="ASSAULT"))] == ["accepted"]
    refresh(store)
    assert found(store) == []


def test_a_batch_is_there_wholly_or_not_at_all(store: Store) -> None:
    def several() -> list[Kept]:
        bad = replace(READINGS[5], document=replace(READINGS[5].document, publisher="x\udc00"))  # half a character: no database takes it
        return keep(*READINGS[:5], bad)

    tally = Tally()
    with pytest.raises((UnicodeEncodeError, StoreError)):
        for _ in add_batches(store, several(), tally, batch=4):
            pass
    assert tally.new == 4 and stats(store)["documents"] == 4 and found(store) == []


# ---- asking --------------------------------------------------------------------------------------------------------


def test_filters_narrow(store: Store) -> None:
    add(store, keep(sample(), *READINGS))
    every = list_events(store, Filters(limit=1000))
    assert len(every) == sum(len(r.events) for r in READINGS) + 2
    for f in (
        Filters(type="ASSAULT"), Filters(actor="Rebell"), Filters(source="verteidigungs"), Filters(place="nordheim"), Filters(until="2025"),
        Filters(publisher="Beispielblatt"), Filters(gap="undisclosed"), Filters(gap="casualties"), Filters(about="identity"),
    ):  # fmt: skip
        some = list_events(store, f)
        assert 0 < len(some) < len(every), f
        assert any(e["document"] == "muster-1" for e in some), f
        assert [d["id"] for d in list_documents(store, replace(f, limit=5000))] != [], f
    assert list_events(store, Filters(type="ASSAULT", until="2025"))[0]["figures"] == [{"about": "killed", "low": 2, "high": 2}]
    land = next(e["country"] for e in every if e["country"])
    assert {e["country"] for e in list_events(store, Filters(country=land))} == {land}
    assert list_events(store, Filters(actor="%")) == [] == list_events(store, Filters(place="_"))
    with pytest.raises(StoreError, match="is no date"):
        list_events(store, Filters(since="gestern"))


def test_the_timeline_is_in_order(store: Store) -> None:
    add(store, keep(*READINGS))
    times = [e["time"] for e in list_events(store, Filters(limit=1000), in_time=True)]
    assert times == sorted(times) and None not in times


@pytest.mark.parametrize("words", ["Straßenschlacht", "strassen", "STRASSENSCHL", "Öl", "oel", "ol kanister"])
def test_search_folds_german(store: Store, words: str) -> None:
    add(
        store, keep(titled("d1", "Nach der Straßenschlacht fand man Öl in Kanistern."), titled("d2", "Nichts davon."), titled("d3", "Kohl"))
    )
    assert [d["id"] for d in search(store, words)] == ["d1"]


def test_search_shows_where(store: Store) -> None:
    add(store, keep(titled("d1", "x " * 200 + "am Ende ein Raketenangriff auf Öllager.", "Titel")))
    (hit,) = search(store, "raketen oellager")
    assert "«Raketenangriff» auf «Öllager»" in hit["snippet"] and hit["snippet"].startswith("…")
    assert search(store, "titel") and search(store, "nirgends") == []
    for odd in ('"', 'a" OR b', "NEAR(", "*", "'; DROP TABLE documents"):
        try:
            search(store, odd)
        except StoreError as error:
            assert "no word" in str(error)


# ---- judging -------------------------------------------------------------------------------------------------------


def test_judgements_decide_the_status_and_undo_takes_back(store: Store) -> None:
    add(store, keep(sample()))

    def status() -> str:
        return str(list_events(store, Filters(type="ASSAULT"))[0]["status"])

    judge(store, "ada", "accept", ["muster-1/e1"], reason="stimmt")
    assert status() == "accepted"
    last = judge(store, "bob", "reject", ["muster-1/e1"])
    assert status() == "rejected"
    judge(store, "bob", "undo", [last.hash[:12]])
    assert status() == "accepted" and found(store) == []
    edited = judge(store, "ada", "edit", ["muster-1/e1"], field="time", after="2024-05-08")
    assert (edited.seq, edited.before, edited.after, status()) == (2, "2024-05-07", "2024-05-08", "edited")


def test_judgements_that_name_nothing_are_refused(store: Store) -> None:
    add(store, keep(sample()))
    for action, targets, said in (
        ("accept", ["muster-1/e9"], "no event"), ("same", ["muster-1/e1"], "two events"), ("undo", ["abc"], "0 judgements"),
        ("accept", [], "name it"),
    ):  # fmt: skip
        with pytest.raises(StoreError, match=said):
            judge(store, "ada", action, targets)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="has no field"):
        judge(store, "ada", "edit", ["muster-1/e1"], field="colour", after="red")
    with pytest.raises(StoreError, match="reviewer"):
        judge(store, " ", "accept", ["muster-1/e1"])
    assert all_judgements(store) == []


def test_judgements_cannot_be_changed(store: Store) -> None:
    add(store, keep(sample()))
    judge(store, "ada", "accept", ["muster-1/e1"])
    for statement in ("UPDATE judgements SET action = 'reject'", "DELETE FROM judgements", "UPDATE readings SET json = '{}'"):
        with pytest.raises(StoreError), store.writing() as connection:
            connection.execute(text(statement))
    assert len(all_judgements(store)) == 1 and found(store) == []


def test_two_laptops_join_their_judgements(store: Store, tmp_path: Path) -> None:
    span = Span(1, 4, "dat", 1, 4)
    with open_store(tmp_path / "other.db") as other:
        for one in (store, other):
            add(one, keep(sample()))
        judge(store, "ada", "accept", ["muster-1/e1"])
        judge(other, "bob", "reject", ["muster-1/e2"], reason="falsch gelesen", span=span)
        assert join(other, export(store)) == (1, 0) and join(store, export(other)) == (1, 1)
        assert sorted(export(store)) == sorted(export(other))
        judge(other, "bob", "undo", [all_judgements(other)[-1].hash])
        assert join(store, export(other)) == (1, 2)
        for one in (store, other):
            assert {e["id"]: e["status"] for e in list_events(one, Filters())} == {"e1": "accepted", "e2": "proposed"}
            assert found(one) == []


def test_a_changed_or_torn_chain_is_refused(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as other:
        add(other, keep(sample()))
        for action in ("accept", "reject", "open"):
            judge(other, "bob", action, ["muster-1/e1"])
        lines = list(export(other))
    with pytest.raises(StoreError, match="was changed"):
        join(store, [lines[0].replace("accept", "reject")])
    with pytest.raises(StoreError, match="some are missing"):
        join(store, [lines[0], lines[2]])
    with pytest.raises(StoreError, match="line 1 is no judgement"):
        join(store, ["{}"])
    assert all_judgements(store) == []
    assert join(store, lines) == (3, 0)


# ---- incidents -----------------------------------------------------------------------------------------------------


def test_incidents_are_kept_and_follow_judgements(store: Store) -> None:
    add(store, keep(*READINGS))
    many, changed = refresh(store)
    assert many == changed == len(list_incidents(store, Filters(limit=1000))) and refresh(store) == (many, 0)
    large = max(list_incidents(store, Filters(limit=1000)), key=lambda i: len({d for d, _ in i["events"]}))
    first, last = ("/".join(pair) for pair in (large["events"][0], large["events"][-1]))
    judge(store, "ada", "not-same", [first, last])
    assert refresh(store)[0] > many
    incident = {f"{e['document']}/{e['id']}": e["incident"] for e in list_events(store, Filters(limit=1000))}
    assert incident[first] != incident[last] and large["id"] in (incident[first], incident[last])
    assert found(store) == []


def test_an_incident_that_is_gone_says_where_it_went(store: Store) -> None:
    add(store, keep(*READINGS))
    refresh(store)
    one, two = list_incidents(store, Filters())[:2]
    judge(store, "ada", "same", ["/".join(one["events"][0]), "/".join(two["events"][0])])
    refresh(store)
    left = {i["id"] for i in list_incidents(store, Filters(limit=1000))}
    (gone,) = {one["id"], two["id"]} - left
    (kept,) = {one["id"], two["id"]} & left
    with pytest.raises(StoreError, match=f"{gone} is now {kept}"):
        incident_of(store, gone)
    assert incident_of(store, kept)["id"] == kept


def test_disputed_incidents_are_found(store: Store) -> None:
    add(store, keep(*make(120, seed=4).readings))
    refresh(store)
    disputed = list_incidents(store, Filters(disputed=True, limit=1000))
    assert disputed and all(i["contradictions"] for i in disputed)
    pairs = {tuple(p) for i in disputed for p in i["events"]}
    assert {(e["document"], e["id"]) for e in list_events(store, Filters(disputed=True, limit=5000))} == pairs


# ---- forgetting and verifying --------------------------------------------------------------------------------------


def test_forgetting_leaves_a_tombstone(store: Store) -> None:
    add(store, keep(sample(), *READINGS))
    refresh(store)
    forget(store, "muster-1", "Wunsch der Betroffenen")
    with pytest.raises(StoreError, match=r"forgotten on .*: Wunsch"):
        reading_of(store, "muster-1")
    with pytest.raises(StoreError, match="already"):
        forget(store, "muster-1", "noch einmal")
    assert search(store, "Friedenstruppe") == []
    assert "on purpose" in add(store, keep(sample())).failed[0]
    assert found(store) == []
    refresh(store)
    assert found(store) == [] and stats(store)["forgotten"] == 1
    if store.path:
        store.close()
        everything = b"".join(f.read_bytes() for f in store.path.parent.glob("record.db*"))
        assert b"Wunsch der" in everything and b"Friedenstruppe" not in everything and b"friedenstruppe" not in everything


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE documents SET text = replace(CAST(text AS TEXT), 'Rebellen', 'Soldaten') WHERE id = 'muster-1'", "text was changed"),
        ("UPDATE documents SET bytes = x'00' WHERE id = 'muster-1'", "bytes were changed"),
        ("DROP TRIGGER readings_no_update; UPDATE readings SET json = replace(json, 'certain', 'probable')", "it was changed"),
        ("DROP TRIGGER judgements_no_update; UPDATE judgements SET reason = 'anders'", "was changed"),
        ("DROP TRIGGER judgements_no_delete; DELETE FROM judgements WHERE seq = 1", "is missing"),
        ("DELETE FROM events WHERE id = 'e2'", "is not there"),
        ("UPDATE happened SET incident = 'x'", "is filed under"),
        ("DELETE FROM words", "full text index"),
        ("UPDATE documents SET chars = 1", "number of characters"),
    ],
)
def test_verify_finds_what_was_changed(tmp_path: Path, statement: str, said: str) -> None:
    with open_store(tmp_path / "record.db") as store:
        add(store, keep(sample(), *READINGS[:2]))
        judge(store, "ada", "accept", ["muster-1/e1"], reason="gut")
        judge(store, "ada", "reject", ["muster-1/e1"], reason="schlecht")
        refresh(store)
        assert found(store) == []
        with store.writing() as connection:
            for part in statement.split(";"):
                connection.execute(text(part))
        assert any(said in line for line in found(store)), found(store)


def test_verify_counts_what_it_looked_at(store: Store) -> None:
    add(store, keep(sample(), *READINGS[:2]))
    looked = Looked()
    assert list(verify(store, looked)) == []
    assert (looked.documents, looked.readings) == (3, 3) and looked.spans > 60


def test_a_whole_reading_has_no_faults_and_a_broken_one_has() -> None:
    good = to_json(sample())
    assert list(faults(good)) == []
    for path, value, said in (
        (("events", 0, "triggers", 0, "text"), "beschossem", "are not"), (("claims", 0, "event"), "e9", "not there"),
        (("claims", 1, "id"), "c1", "one id"), (("events", 0, "claims"), [], "does not list"),
        (("statements", 0, "events"), [], "does not list"),
        (("events", 0, "agents", 0, "ref"), "a9", "not there"), (("gaps", 0, "by"), "a77", "not there"),
        (("actors", 0, "mentions", 0, "head", "start"), 0, "head outside"),
    ):  # fmt: skip
        broken = json.loads(json.dumps(good))
        at = broken
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        assert any(said in line for line in faults(broken)), (path, list(faults(broken)))


def test_incidents_grow_as_if_made_at_once(store: Store) -> None:
    several = make(120, seed=6, noise=0.25).readings
    keys = [e.key for r in several for e in r.events]
    for at in range(0, len(several), 17):
        add(store, keep(*several[at : at + 17]))
        refresh(store, chunk=5)
    pairs = [(keys[3], keys[40]), (keys[10], keys[90]), (keys[7], keys[8])]
    for action, pair in zip(("same", "not-same", "same"), pairs, strict=True):
        judge(store, "ada", action, pair)  # type: ignore[arg-type]
        refresh(store)
    forget(store, several[5].document.id, "weg")
    refresh(store)
    left = [r for r in several if r is not several[5]]
    wanted = {tuple(map(tuple, i.events)): to_incident(i) for i in merge(left, all_judgements(store))}
    found = {tuple(map(tuple, i["events"])): i for i in list_incidents(store, Filters(limit=10_000))}
    assert set(found) == set(wanted)
    for events, one in found.items():
        assert {**one, "id": "", "judgements": []} == {**wanted[events], "id": "", "judgements": []}
    assert verify_all(store) == []


def verify_all(store: Store) -> list[str]:
    return list(verify(store, Looked()))


def test_a_telling_comes_back_as_it_was() -> None:
    for reading in (sample(), *READINGS):
        for telling in tellings(sketches(reading), Verdicts()):
            assert load(dump(telling)) == telling


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        told = [d for d in compare_metadata(context, metadata) if "words" not in str(d)]
        assert told == [] and context.get_current_revision() == HEAD


def test_a_record_of_the_first_version_is_brought_forward(address: str) -> None:
    reading = sample()
    with connect(address) as old:
        run_migrations(old, "0001")
        made = reading_row(reading, dumps(reading), "2024")
        gone = {"publisher"}
        own = [{k: v for k, v in row.items() if k not in gone} | {"gaps": "undisclosed:casualties"} for row in event_rows(reading)]
        several = {
            "documents": [document_row(reading.document, b"raw", "in", "2024", 1)], "readings": [{**made, "merged": True}], "events": own,
            "claims": list(claim_rows(reading)), "voices": list(voice_rows(reading)),
            "happened": [{"document": "muster-1", "event": "e1", "incident": "inc_old"}],
        }  # fmt: skip
        with old.writing() as connection:
            for name, rows in several.items():
                put(connection, table(name), rows)
            put(connection, table("words"), [{"rowid": 1, "folded": "x"}])
    with open_store(address) as store:
        assert version(store) == HEAD
        assert {e["id"] for e in list_events(store, Filters(gap="casualties", publisher="Beispielblatt"))} == {"e1", "e2"}
        refresh(store)
        assert "inc_old" in {i["id"] for i in list_incidents(store, Filters())} and found(store) == []
        if store.path:
            assert store.path.with_name(f"{store.path.name}.before-{HEAD}").exists()


def test_incidents_of_another_way_of_merging_are_made_anew(store: Store) -> None:
    add(store, keep(*READINGS))
    many = refresh(store)[0]
    before = list_incidents(store, Filters(limit=1000))
    with store.writing() as connection:
        connection.execute(text("UPDATE state SET value = 'another' WHERE name = 'merging'"))
        connection.execute(text("DELETE FROM incidents"))
    assert refresh(store) == (many, many) and list_incidents(store, Filters(limit=1000)) == before
    assert found(store) == [] and refresh(store) == (many, 0)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_copy_is_whole_whatever_it_is_kept_in(store: Store, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    add(store, keep(sample(), *READINGS[:6]))
    judge(store, "ada", "reject", ["muster-1/e2"], span=Span(1, 4, "dat", 1, 4))
    refresh(store)
    forget(store, READINGS[0].document.id, "weg")
    refresh(store)
    target = str(tmp_path / "copy.db") if kind == "sqlite" else request.getfixturevalue("other_postgres")
    assert backup(store, target).endswith(target.rpartition("/")[2])
    with open_store(target, make=False) as copy:
        assert found(copy) == [] and stats(copy) == stats(store) and check(copy) == []
        assert search(copy, "beschossen") == search(store, "beschossen") != []
        assert list_incidents(copy, Filters()) == list_incidents(store, Filters())
        assert add(copy, keep(*READINGS)).new == len(READINGS) - 6, "numbers go on"
        judge(copy, "ada", "accept", ["muster-1/e1"])
        refresh(copy)
        assert found(copy) == []
    if kind == "postgres":
        with pytest.raises(StoreError, match="holds a record already"):
            backup(store, target)
    assert [p.name for p in tmp_path.glob("*part*")] == []


def test_names_are_proposed_decided_and_taken_back(store: Store) -> None:
    add(store, keep(*READINGS))
    places = [g[0] for g in list_names(store, places=True)]
    assert places and places[0].reports >= places[-1].reports
    assert propose_names(store)[0] == []
    add(store, keep(spelled("m-1", "Witali Kowaltschuk"), spelled("m-2", "Vitalij Kovalchuk")))
    ((names, score),) = ((p.names, p.score) for p in propose_names(store)[0])
    assert set(names) == {"actor:witali kowaltschuk", "actor:vitalij kovalchuk"} and score >= 0.5
    first, second = places[0], places[1]
    made = judge(store, "ada", "same", [first.id, second.id])
    assert {k.id for k in list_names(store, places=True)[0]} >= {first.id, second.id}
    judge(store, "ada", "undo", [made.hash])
    assert all(len(g) == 1 for g in list_names(store, places=True))
    with pytest.raises(StoreError, match="no actor is called"):
        judge(store, "ada", "same", ["actor:niemand", "actor:keiner"])
    refresh(store)
    assert found(store) == []


def dated(*times: str | None) -> Reading:
    """A report of as many events, each with one of the times."""
    one = sample().events[0]
    several = [replace(one, id=f"e{n}", key=f"k:{n}", time=time, claims=(), statements=(), relations=()) for n, time in enumerate(times)]
    return replace(sample(), document=replace(sample().document, id="dated"), events=tuple(several), claims=(), statements=(), gaps=())


TIMES = ("2024-03-05", "2023", "../2024-01", "2024-06/..", None, "2020/2030", "2024-03-01/2024-03-20")


ASKED = (
    ("2024-03-10", None, "3 5 6"), ("2024-03-05", "2024-03-05", "0 5 6"), (None, "2023-01-05", "1 2 5"), ("2024-01-15", "2024-02", "2 5"),
    ("2031", None, "3"), ("2024-12", "2025", "3 5"), (None, "2019", "2"),
)  # fmt: skip


@pytest.mark.parametrize("rare", [0, 2000])
def test_times_overlap_with_what_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    monkeypatch.setattr("lagebild.store.filters.RARE", rare)  # many pass, few pass: the same answer
    add(store, keep(dated(*TIMES)))
    refresh(store)
    incidents = list_incidents(store, Filters())
    for since, until, passing in ASKED:
        wanted = {f"e{n}" for n in passing.split()}
        assert {e["id"] for e in list_events(store, Filters(since=since, until=until))} == wanted, (since, until)
        timed = list_events(store, Filters(since=since, until=until), in_time=True)
        assert {e["id"] for e in timed} == wanted - {"e2"}, "it has no beginning to be listed by"
        asked = {i["id"] for i in list_incidents(store, Filters(since=since, until=until))}
        assert asked == {i["id"] for i in incidents if overlaps(i["time"], since, until)}


def overlaps(time: str | None, since: str | None, until: str | None) -> bool:
    """Whether an EDTF value overlaps what lies between two others."""
    if time is None:
        return False
    (first, last), far = ordinals(time), (0, 10**7)
    first, last = first or far[0], last or far[1]
    return first <= (ordinals(until)[1] or far[1]) and (ordinals(since)[0] or far[0]) <= last


def test_a_filter_answers_the_same_whether_few_pass_or_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, keep(sample(), *READINGS))
    refresh(store)
    several = [
        Filters(type="ASSAULT", publisher=READINGS[0].document.publisher), Filters(actor="armee", about="killed"),
        Filters(gap="undisclosed"), Filters(place="nord", source="verteid"), Filters(disputed=True, country="AAA"),
        Filters(status="proposed", factuality="certain", limit=7),
        Filters(publisher="Beispielblatt", since="2024", until="2024-05"),
    ]  # fmt: skip
    for f in several:
        answers = []
        for rare in (0, 3, 2000):
            monkeypatch.setattr("lagebild.store.filters.RARE", rare)
            answers.append((list_events(store, f), list_events(store, f, in_time=True), list_documents(store, f), list_incidents(store, f)))
        assert answers[0] == answers[1] == answers[2] and (answers[0][0] or f.disputed), f


def test_incidents_are_narrowed_by_reports_and_voices(store: Store) -> None:
    add(store, keep(*make(120, seed=4).readings))
    refresh(store)
    every = list_incidents(store, Filters(limit=1000))
    for n in (2, 4):
        assert list_incidents(store, Filters(least=n, limit=1000)) == [i for i in every if len({d for d, _ in i["events"]}) >= n]
        assert list_incidents(store, Filters(independent=n, limit=1000)) == [i for i in every if len(i["voices"]) >= n]
