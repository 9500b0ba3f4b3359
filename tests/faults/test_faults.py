"""The record under what really happens: killed processes, a full disk, no permission, two writers, other versions, damaged files."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.stream import make
from lagebild.errors import StoreError
from lagebild.formats.reading import dumps
from lagebild.store import Kept, Looked, add, judge, open_store, refresh, stats, verify
from lagebild.store.opening import HEAD
from tests.importing import start
from tests.sample import sample

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("LAGEBILD_KILLS", "20"))  # `make soak` has 200
READINGS = make(110, seed=8).readings


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Readings to import, enough to be killed in the middle."""
    path = tmp_path_factory.mktemp("in") / "readings.jsonl"
    path.write_text("".join(dumps(r) + "\n" for r in READINGS), encoding="utf8")
    return path


def faults_in(record: Path) -> list[str]:
    with open_store(record) as store:
        return list(verify(store, Looked()))


def test_killed_at_any_moment_nothing_is_torn_and_nothing_doubled(tmp_path: Path, file: Path) -> None:
    record, chance = tmp_path / "record.db", random.Random(1)
    warm = start(tmp_path / "warm.db", file)
    warm.join(120)
    begun = time.monotonic()
    whole = start(tmp_path / "whole.db", file)
    whole.join(120)
    assert whole.exitcode == 0
    took = time.monotonic() - begun
    before, stages = 0, set()
    for _ in range(KILLS):
        running = start(record, file)
        time.sleep(chance.uniform(0.02, 1.0) * took)
        running.kill()
        running.join()
        if not record.exists() or record.stat().st_size == 0:
            continue
        assert faults_in(record) == []
        with open_store(record) as store:
            now = stats(store)
        assert now["documents"] >= before, "something that was kept is gone"
        before = now["documents"]
        stages.add((now["documents"] == len(READINGS), now["incidents"] > 0))
        if now["documents"] == len(READINGS) and now["incidents"]:
            for part in tmp_path.glob("record.db*"):
                part.unlink()
            before = 0
    assert (False, False) in stages, "no kill fell while documents were added"
    last = start(record, file)
    last.join(120)
    assert last.exitcode == 0 and faults_in(record) == []
    with open_store(record) as one, open_store(tmp_path / "whole.db") as other:
        assert stats(one) == stats(other) and stats(one)["documents"] == len(READINGS)


def test_two_processes_add_the_same_files(tmp_path: Path, file: Path) -> None:
    record = tmp_path / "record.db"
    several = [start(record, file, batch=3) for _ in range(3)]
    for running in several:
        running.join(180)
    assert [running.exitcode for running in several] == [0, 0, 0]
    assert faults_in(record) == []
    with open_store(record) as store:
        assert stats(store)["documents"] == stats(store)["readings"] == len(READINGS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here (it takes root)")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_what_was_kept(small_disk: Path) -> None:
    with open_store(small_disk / "record.db") as store:
        with pytest.raises(StoreError, match=r"no room left|disk I/O"):
            add(store, (Kept(r, b"x" * 20_000, "in") for r in READINGS), batch=5)
        kept = stats(store)["documents"]
        assert 0 < kept < len(READINGS) and kept % 5 == 0
        assert list(verify(store, Looked())) == []


def test_a_record_that_may_not_be_written_can_be_read(small_disk: Path) -> None:
    record = small_disk / "record.db"
    with open_store(record) as store:
        add(store, [Kept(sample(), b"raw", "in")])
    with sqlite3.connect(record) as connection:  # what a medium that cannot be written has no room for is the log
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with open_store(record) as store:
        assert stats(store)["documents"] == 1 and list(verify(store, Looked())) == []
        with pytest.raises(StoreError, match="may not be written"):
            judge(store, "ada", "accept", ["muster-1/e1"])
        with pytest.raises(StoreError, match="may not be written"):
            add(store, [Kept(READINGS[0], b"raw", "in")])


def test_a_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    with open_store(record) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = record.read_bytes()
    with pytest.raises(StoreError, match="newer Lagebild"):
        open_store(record)
    assert record.read_bytes() == before


def test_an_older_record_is_brought_forward_with_a_backup_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "record.db"
    with open_store(record) as store:
        add(store, [Kept(sample(), b"raw", "in")])
        with store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    ran = []
    monkeypatch.setattr("lagebild.store.opening.run_migrations", lambda store: ran.append(store.address))
    with pytest.raises(StoreError, match="older version"):
        open_store(record, migrate=False)
    open_store(record).close()
    assert ran == [str(record)]
    with open_store(tmp_path / f"record.db.before-{HEAD}") as copy:
        assert stats(copy)["documents"] == 1


def test_what_is_no_record_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("kein SQLite, nur Text, aber lang genug")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE foreign_one (x)")
    connection.close()
    for name, said in (("text.db", "no SQLite database"), ("other.db", "another program"), (".", "is a folder")):
        with pytest.raises(StoreError, match=said):
            open_store(tmp_path / name)
    with pytest.raises(StoreError, match="there is no record"):
        open_store(tmp_path / "nothing.db", make=False)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole record, its log written back."""
    path = tmp_path_factory.mktemp("healthy") / "record.db"
    with open_store(path) as store:
        add(store, [Kept(r, r.document.text.encode(), "in") for r in [sample(), *READINGS[:40]]])
        judge(store, "ada", "accept", ["muster-1/e1"])
        refresh(store)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def damage_found(path: Path) -> bool:
    """Whether `lagebild verify` says that something is wrong, in words and without a traceback."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-m", "lagebild", "verify", "--db", path], env=env, capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode == 1


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_truncated_record_is_found_out(healthy: Path, tmp_path: Path, part: float) -> None:
    broken = tmp_path / "record.db"
    shutil.copy(healthy, broken)
    os.truncate(broken, int(healthy.stat().st_size * part))
    assert damage_found(broken)


def test_a_changed_byte_of_a_text_reading_or_judgement_is_found_out(healthy: Path, tmp_path: Path) -> None:
    content = healthy.read_bytes()
    for words in (b"beschossen worden", b'"factuality":"certain"', b"zwei Soldaten", b"accept"):
        at = -1
        for nth in range(min(2, max(1, content.count(words)))):  # at least once: what is not there is no test
            at = content.index(words, at + 1)
            broken = tmp_path / "record.db"
            broken.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert any(faults_of(broken)), (words, nth)


def faults_of(path: Path) -> list[str]:
    with open_store(path) as store:
        return list(verify(store, Looked()))
