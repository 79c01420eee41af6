"""The store as the tasks of the desk see it: one object for each thread or task, over one shared file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from quotadesk.app.errors import StoreDamaged, StoreTrouble
from quotadesk.app.found import Counted, Groups, Numbers
from quotadesk.app.ports import Bucket, By, Cancelled, Figure, Names, Page, Written
from quotadesk.domain.account import Account
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, Task
from quotadesk.domain.requests import Line
from quotadesk.domain.window import Coverage, Window
from quotadesk.store import accounts, covered, removal, rollups, trouble, uses
from quotadesk.store.cases import Cases
from quotadesk.store.dictionary import Dictionary, Kind
from quotadesk.store.opening import READING_KIB, WRITING_KIB, identity, open_file, set_aside
from quotadesk.store.pieces import locked
from quotadesk.store.record_rows import READ_RECORDS, record_from
from quotadesk.store.repair import storable
from quotadesk.store.schema import DAY
from quotadesk.store.searching import Search
from quotadesk.store.tasks import Tasks
from quotadesk.store.times import micros
from quotadesk.store.writing import Writing

_STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine: some milliseconds
_AT_ONCE = 2_000  # rows in one transaction: short enough that another window need not wait

Profiles = Callable[[str], Profile | None]


class Store:
    """Keeps records, requests, coverage and accounts of every connection in one SQLite file.

    Use one object in one thread. Every method may raise a StoreTrouble.
    """

    def __init__(self, db: sqlite3.Connection, path: Path, profiles: Profiles) -> None:
        self._db = db
        self._path = path
        self._profiles = profiles
        self._file = identity(path)
        self._names: dict[str, tuple[int, Dictionary]] = {}
        self._seen_version = -1
        self._room = READING_KIB

    @classmethod
    def open(cls, path: Path, *, profiles: Profiles | None = None) -> Store:
        """Open or make the file at `path`; `profiles` gives what is known of a connection's gateway.

        Raises StoreDamaged when the file had to be set aside: opening again then gives a new, empty store.
        """
        return cls(open_file(path), path, profiles or (lambda _connection: None))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # ---------------------------------------------------------------- writing

    def write(self, connection: str, records: Sequence[Record], tasks: Sequence[Task] = ()) -> Written:
        """Keep records and tasks, whose free text is redacted already; the same row twice changes nothing."""
        total = Written()
        for start in range(0, max(1, len(records)), _AT_ONCE):
            part = records[start : start + _AT_ONCE]
            given = tasks if start == 0 else ()
            try:
                done = self._write(connection, part, given)
            except (UnicodeEncodeError, OverflowError):  # half a character, a number beyond 64 bits
                done = self._write(connection, [storable(r) for r in part], [storable(t) for t in given])
            total = Written(
                new=total.new + done.new,
                changed=total.changed + done.changed,
                unchanged=total.unchanged + done.unchanged,
            )
        return total

    def _write(self, connection: str, records: Sequence[Record], tasks: Sequence[Task]) -> Written:
        self._make_room(WRITING_KIB)
        with self._transaction():
            number, names = self._connection(connection, make=True)
            writing = Writing(self._db, number, names, lambda: self._profiles(connection))
            return writing.put(records, tasks)

    def cover(
        self, connection: str, window: Window, *, scope: str, read_at: datetime, refused: bool = False
    ) -> None:
        """Remember that `window` was read for `scope`; `refused`: it holds a row that could not be read."""
        with self._transaction():
            number, _ = self._connection(connection, make=True)
            covered.cover(self._db, number, window, scope=scope, read_at=read_at, refused=refused)

    def save_account(self, connection: str, account: Account) -> None:
        """Keep what was read of an account."""
        with self._transaction():
            number, _ = self._connection(connection, make=True)
            accounts.save(self._db, number, account)

    def use_text(self, name: str, *, rewritten: bool) -> None:
        """Count that a template's text was copied, and whether the agent had rewritten it."""
        with self._transaction():
            uses.count(self._db, name, rewritten=rewritten)

    def text_uses(self) -> Mapping[str, tuple[int, int]]:
        """Give how often each template's text was copied, and how often rewritten before."""
        with self._speaking():
            return uses.every(self._db)

    def forget(self, connection: str) -> None:
        """Delete everything of a connection."""
        with self._speaking():
            self._make_room(WRITING_KIB)
            removal.forget(self._db, self._connection(connection)[0])
            self._names.clear()

    def delete_before(
        self,
        connection: str,
        time: datetime,
        *,
        most: int | None = None,
        cancelled: Cancelled = lambda: False,
    ) -> int:
        """Delete what is older than `time`, and that it was read. Gives the number of requests.

        `most`: so many at once, the oldest first; the rest goes when this is called again.
        """
        with self._speaking():
            self._make_room(WRITING_KIB)
            number, _ = self._connection(connection)
            with self._transaction():
                covered.uncover_before(self._db, number, micros(time))
            self._names.clear()
            return removal.delete_before(self._db, number, micros(time), most=most, cancelled=cancelled)

    def roll_up(self, connection: str, window: Window, *, cancelled: Cancelled = lambda: False) -> None:
        """Make anew the figures of the whole days in `window` that changed."""
        first, end = -(-micros(window.start) // DAY), micros(window.end) // DAY
        with self._speaking():
            for _day in rollups.freshen(self._db, self._connection(connection)[0], first, end):
                if cancelled():
                    break

    # ---------------------------------------------------------------- reading

    def coverage(self, connection: str, window: Window, *, scope: str) -> Coverage:
        """Tell which parts of `window` are held for `scope` (a full reading covers every scope)."""
        with self._speaking():
            return covered.coverage(self._db, self._connection(connection)[0], window, scope=scope)

    def held(self, connection: str, *, scope: str = "") -> tuple[Window, ...]:
        """Give the windows that were read for `scope` ("" = everything), oldest first."""
        with self._speaking():
            return covered.held(self._db, self._connection(connection)[0], scope)

    def find(self, connection: str, lookup: Lookup, *, after: Cursor | None = None, limit: int = 200) -> Page:
        """Give one page of requests in the lookup's order. Raises UnclearLookup for a value that means nothing."""
        with self._reading(connection) as search:
            return search.page(lookup, after=after, limit=limit)

    def numbers(
        self,
        connection: str,
        lookup: Lookup,
        *,
        after: Cursor | None,
        most: int,
        cancelled: Cancelled | None = None,
    ) -> Numbers:
        """Give which requests follow after a line, at most `most`; they can be asked for by `lines`, anywhere."""
        with self._reading(connection, cancelled) as search:
            return search.numbers(lookup, after=after, most=most)

    def lines(self, connection: str, numbers: Sequence[int]) -> tuple[Line | None, ...]:
        """Give the lines of numbered requests in their order; None for one that is gone."""
        with self._reading(connection) as search:
            return search.lines(numbers)

    def count(self, connection: str, lookup: Lookup) -> Counted:
        """Count what fits, stopping early."""
        with self._reading(connection) as search:
            return search.count(lookup)

    def groups(self, connection: str, lookup: Lookup, *, cancelled: Cancelled | None = None) -> Groups:
        """Give the failures of a lookup by error, from the newest ten thousand."""
        with self._reading(connection, cancelled) as search:
            return search.groups(lookup)

    def histogram(
        self, connection: str, lookup: Lookup, *, bars: int = 80, cancelled: Cancelled | None = None
    ) -> tuple[Bucket, ...]:
        """Give total and failures over the lookup's window, or over all that is held when it has none."""
        with self._reading(connection, cancelled) as search:
            return search.histogram(lookup, bars)

    def neighbours(self, connection: str, key: str, *, seconds: float = 60.0) -> tuple[Line, ...]:
        """Give the requests of the same key and model around a request, oldest first, itself included."""
        with self._reading(connection) as search:
            return search.neighbours(key, seconds)

    def explain(self, connection: str, lookup: Lookup) -> tuple[str, ...]:
        """Give SQLite's own account of how the first page of a lookup is read."""
        with self._reading(connection) as search:
            return search.explain(lookup)

    def records(
        self, connection: str, keys: Sequence[str]
    ) -> Mapping[str, tuple[tuple[Record, ...], Task | None]]:
        """Give the records (oldest first) and the task of each request; one that is not held is left out."""
        with self._speaking():
            number, names = self._connection(connection)
            found: dict[str, list[Record]] = {}
            for row in self._db.execute(READ_RECORDS, (json.dumps(list(keys)), number)).fetchall():
                found.setdefault(row[0], []).append(record_from(row, names))
            tasks = Tasks(self._db, number, names).of_requests(found)
            return {
                key: (tuple(sorted(found[key], key=_age)), tasks.get(key)) for key in keys if key in found
            }

    def names(self, connection: str) -> Names:
        """Give what the held records name."""
        with self._speaking():
            number, names = self._connection(connection)
            owners = self._column("owner", number)
            return Names(
                owners=dict.fromkeys(owners, ()),
                emails=tuple(o for o in owners if "@" in o),
                models=names.every_word(Kind.MODEL),
                groups=names.every_word(Kind.GROUP),
                key_names=self._column("api_key", number),
                key_tails=self._column("api_key", number, "masked"),
                projects=names.every_word(Kind.PROJECT),
                channels=names.every_word(Kind.CHANNEL),
            )

    def account(self, connection: str, owner: str, *, key_name: str = "") -> Account | None:
        """Give what was last read of an account."""
        with self._speaking():
            return accounts.read(self._db, self._connection(connection)[0], owner, key_name=key_name)

    def accounts(self, connection: str) -> tuple[Account, ...]:
        """Give every account as it was last read."""
        with self._speaking():
            return accounts.every(self._db, self._connection(connection)[0])

    def spent(self, connection: str, owner: str, window: Window, *, key_name: str = "") -> int:
        """Give the net charge of an owner in a window, in nano-USD."""
        with self._speaking():
            number, _ = self._connection(connection)
            return accounts.spent(self._db, number, owner, window, key_name=key_name)

    def figures(self, connection: str, window: Window, *, by: By) -> tuple[Figure, ...]:
        """Give the figures of a window of whole UTC days, most requests first."""
        first, end = micros(window.start), micros(window.end)
        if first % DAY or end % DAY:
            message = "figures are of whole days, from midnight to midnight UTC"
            raise ValueError(message)
        with self._speaking():
            return rollups.figures(self._db, self._connection(connection)[0], first // DAY, end // DAY, by)

    # ---------------------------------------------------------------- cases

    @property
    def cases(self) -> Cases:
        """Give what is kept of tickets."""
        return Cases(self._db, transaction=self._transaction, speaking=self._speaking)

    # ---------------------------------------------------------------- inside

    def _column(self, table: str, number: int, column: str = "name") -> tuple[str, ...]:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE connection = ? AND {column} <> '' ORDER BY 1"
        return tuple(row[0] for row in self._db.execute(sql, (number,)))

    def _connection(self, name: str, *, make: bool = False) -> tuple[int, Dictionary]:
        """Give number and names of a connection; 0, under which nothing is held, when it is not known."""
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen_version:  # another program has written: what is remembered may be gone
            self._seen_version = version
            self._names.clear()
        known = self._names.get(name)
        if known is not None:
            return known
        found = self._db.execute("SELECT id FROM connection WHERE name = ?", (name,)).fetchone()
        if found is None and not make:
            return 0, Dictionary(self._db, 0)
        number = found[0] if found else self._new_connection(name)
        self._names[name] = (number, Dictionary(self._db, number))
        return self._names[name]

    def _new_connection(self, name: str) -> int:
        return int(self._db.execute("INSERT INTO connection (name) VALUES (?)", (name,)).lastrowid or 0)

    @contextmanager
    def _reading(self, connection: str, cancelled: Cancelled | None = None) -> Iterator[Search]:
        """Read one state of the file, whatever another program writes meanwhile; `cancelled` breaks a long read off."""
        with self._speaking():
            self._make_room(READING_KIB)
            self._db.execute("BEGIN")
            try:
                if cancelled is not None:
                    self._db.set_progress_handler(cancelled, _STEPS_BETWEEN_LOOKS)
                number, names = self._connection(connection)
                yield Search(self._db, number, names)
            finally:
                if cancelled is not None:
                    self._db.set_progress_handler(None, 0)
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def _make_room(self, kib: int) -> None:
        """Let SQLite hold so much of the file in memory for this connection."""
        if self._room != kib:
            self._db.execute(f"PRAGMA cache_size = -{kib}")
            self._room = kib

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all or nothing."""
        with self._speaking():
            try:
                with locked(self._db):
                    yield
            except BaseException:
                self._names.clear()
                raise

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Let SQLite's failures out in the desk's words."""
        try:
            yield
        except sqlite3.Error as error:
            if trouble.is_damage(error):
                raise self._start_anew() from error
            raise (trouble.in_our_words(error, self._path) or error) from error

    def _start_anew(self) -> StoreDamaged:
        """Set the damaged file aside and go on with a new one; gives what to tell the agent."""
        self._db.close()
        told = trouble.damaged(self._path, set_aside(self._path, self._file))
        with suppress(StoreTrouble):  # what cannot be opened now says so when it is next used
            self._db = open_file(self._path)
            self._file = identity(self._path)
        self._names.clear()
        self._seen_version = -1
        self._room = READING_KIB
        return told


def _age(record: Record) -> tuple[datetime, int, str]:
    return record.time, len(record.source_id), record.source_id
