"""Open the store's file: make it, bring it up to date, and set a damaged one aside."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from quotadesk.store import trouble
from quotadesk.store.schema import STEPS

_BUSY_MS = 5_000
_OWN_FILE, _OWN_FOLDER = 0o600, 0o700  # rows name customers (POSIX; Windows protects the user's own folders)
# For each connection, and each worker of the window has one. A page of a lookup and its counts read some hundred
# pages of the file; writing touches the same leaves of all indexes again and again.
READING_KIB, WRITING_KIB = 4_096, 16_384
_SETTINGS = (
    f"PRAGMA busy_timeout = {_BUSY_MS}",
    "PRAGMA synchronous = NORMAL",  # with WAL: a killed program loses nothing that was committed
    "PRAGMA foreign_keys = OFF",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{READING_KIB}",
    # Pages (32 MiB): a page of a sync changes leaves all over the indexes, and the same ones again and again. With
    # the default of 1,000 each is brought home, and waited for, after every few pages.
    "PRAGMA wal_autocheckpoint = 8000",
)


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file at `path`, made or migrated if need be.

    Raises StoreDamaged after a damaged file was set aside, or another StoreTrouble: busy, read-only, not to be
    opened, or made by a newer program.
    """
    try:
        make_folder(path.parent)
        return _connect(path)
    except OSError as error:
        raise trouble.unopened(path) from error
    except sqlite3.Error as error:
        if trouble.is_damage(error):
            raise trouble.damaged(path, set_aside(path, None)) from error
        raise (trouble.in_our_words(error, path) or error) from error


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it that are missing, for this user alone; what is there stays as it is."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=_OWN_FOLDER, exist_ok=True)


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, which would let everybody read it; its companions take over its rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWN_FILE))


def _connect(path: Path) -> sqlite3.Connection:
    _make_private(path)
    try:
        return _prepared(sqlite3.connect(path, isolation_level=None, cached_statements=256), path)
    except sqlite3.OperationalError as error:
        if not (trouble.is_read_only(error) and path.is_file() and os.access(path, os.R_OK)):
            raise
    # Not even the companions of the file can be written here: what it holds can still be read.
    frozen = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return _prepared(sqlite3.connect(frozen, uri=True, isolation_level=None, cached_statements=256), path)


def _prepared(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        for setting in _SETTINGS:
            db.execute(setting)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != len(STEPS):
            _migrate(db, path)
        db.execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()  # reads the whole schema: half a file shows
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Take the steps that the file still lacks, all or none, also when two programs start at once."""
    from sqlite_utils import Database

    if db.execute("PRAGMA user_version").fetchone()[0] == 0:
        # Before the first table: afterwards space that was deleted could not be given back in steps.
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute("PRAGMA journal_mode = WAL").fetchone()
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _known_version(db, path)
        tables = Database(db)
        for step in STEPS[version:]:
            step(tables)
        db.execute(f"PRAGMA user_version = {len(STEPS)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _known_version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(STEPS):
        raise trouble.too_new(path, version, len(STEPS))
    return version


def identity(path: Path) -> tuple[int, int] | None:
    """Give what tells this file from another one of the same name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path, opened: tuple[int, int] | None) -> Path | None:
    """Rename a damaged file and its companions, make a new one, and give the old one's new name.

    `opened` is the identity of the file that showed the damage: what another program has put there since stays.
    None = it could not be moved (Windows, while another window holds it).
    """
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    if opened is not None and identity(path) != opened:
        return _newest_aside(path) or aside
    try:
        path.rename(aside)
        with suppress(OSError):  # a file that was made elsewhere may be open to everybody
            aside.chmod(_OWN_FILE)
        for ending in ("-wal", "-shm"):
            companion = path.with_name(path.name + ending)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + ending))
    except OSError:
        return None
    _connect(path).close()
    return aside


def _newest_aside(path: Path) -> Path | None:
    """Give the copy that another thread or program has just set aside, without its companions."""
    copies = path.parent.glob(f"{path.name}.damaged-*")
    return max((c for c in copies if not c.name.endswith(("-wal", "-shm"))), default=None)
