"""The desk at work: every task that a window or a command can start on the current connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from quotadesk.app.answers import Answer, CaseView, Progressed, SyncReport
from quotadesk.app.errors import (
    CredentialRefused,
    DeskError,
    GatewayUnreachable,
    VaultLocked,
)
from quotadesk.app.opened import ASKING, LOCKED
from quotadesk.app.ports import (
    FILE,
    By,
    Cancelled,
    Fetch,
    Names,
    Sheet,
)
from quotadesk.app.seat import Parts, whole
from quotadesk.app.writing import Writing
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.said import Said
from quotadesk.domain.window import GapReason, Window

# The tasks themselves are imported where they begin: reading tickets and redaction build big tables, and a window has
# to be painted before anybody needs them.
if TYPE_CHECKING:
    from quotadesk.app.cases import CaseBook
    from quotadesk.app.exporting import ExportReport, Wanted
    from quotadesk.app.figures import Figures
    from quotadesk.app.housekeeping import Kept
    from quotadesk.app.importing import ImportReport, OpenRows, Refused
    from quotadesk.app.reading import Understood
    from quotadesk.app.told import Told
    from quotadesk.domain.verdict import Verdict

FIRST_SYNC = timedelta(days=1)

_NO_GATEWAY = Said(
    "This connection has no gateway: its rows come from files.", "该连接没有网关，其日志来自文件。"
)
_IMPORT = Said("Import a newer export into it.", "请导入较新的导出文件。")
__all__ = ["Office", "Parts"]

_NO_CREDENTIAL = Said("There is no credential for this connection.", "该连接没有凭据。")
_ENTER_IT = Said(
    "Open Connections and enter it again; a command reads it with --credential-stdin.",
    "请打开“连接”重新输入；命令行可用 --credential-stdin 输入。",
)
_LOCKED = Said("The keyring is locked, so nothing can be read now.", "系统密钥环已锁定，暂时无法读取。")
_ASKED = Said("The keyring has not answered yet.", "系统密钥环尚未响应。")
_ANSWER_IT = Said(
    "Answer its prompt, which may stand behind this window; then read again.",
    "请先响应其密码提示（可能在本窗口后面），然后重新读取。",
)
_USE_IT = Said(
    "Unlock it, then choose the connection again; a command reads the credential with --credential-stdin.",
    "请先解锁，再重新选择该连接；命令行可用 --credential-stdin 输入凭据。",
)


class Office(Writing):
    """Tasks of the desk on the current connection. Each may be called from several worker threads at once."""

    # ------------------------------------------------------------ reading

    def sync(
        self,
        *,
        progressed: Progressed,
        cancelled: Cancelled,
        window: Window | None = None,
        again: bool = False,
    ) -> SyncReport:
        """Read the newest rows: since the last sync, or the last day at first. The first one learns the names too.

        Of a `window` only what is missing or may have changed is read; all of it `again` where that is asked for.
        """
        from quotadesk.app.catching_up import OVERLAP, catch_up
        from quotadesk.app.housekeeping import after_sync
        from quotadesk.app.sync import AGAIN, CANCELLED, sync

        with self._at_work(cancelled=cancelled) as (opened, place):
            if opened.connection.kind == FILE:
                raise GatewayUnreachable(_NO_GATEWAY, _IMPORT)
            now = self._parts.now()
            held = place.store.held(place.connection, scope=whole(opened.connection))
            start = max(held[-1].end - OVERLAP, now - timedelta(days=7)) if held else now - FIRST_SYNC
            fetch = Fetch(window=window or Window(min(start, now), now), own_only=not place.profile.reads_all)
            if place.gateway is None:
                if cancelled():  # while the keyring asked
                    return SyncReport(
                        window=fetch.window, stopped=CANCELLED, hint=AGAIN, gap=GapReason.CANCELLED
                    )
                raise _unreadable(opened.credential)
            read = catch_up if window is not None and not again else sync
            report = read(
                place.gateway,
                place.store,
                place.connection,
                fetch,
                intake=place.intake,
                now=self._parts.now,
                progressed=progressed,
                cancelled=cancelled,
            )
            opened.online = report.stopped is None or cancelled()
            self.known()
            if report.complete:
                opened.synced_at = self._parts.now()
            if opened.online and opened.names == Names():
                self._learn_names(opened)
            after_sync(place, self._parts.keep_days(), progressed=progressed, cancelled=cancelled)
            self.cases.wipe_after_sync(self._parts.keep_cases_days())
            return report

    def import_file(
        self,
        open_rows: OpenRows,
        *,
        into: str,
        new: bool = False,
        complete: Window | None = None,
        progressed: Progressed,
        cancelled: Cancelled,
        tell: Callable[[Refused], None] = lambda _: None,
    ) -> ImportReport:
        """Bring an exported file into a connection and make it the current one; `new`: one without a gateway.

        Raises FaultyFile; then no connection is made. The rest is as app/importing.import_rows says.
        """
        from quotadesk.app.importing import fitted, import_rows, new_connection

        before = new_connection(into, self.connections()) if new else self._saved(into)
        file = open_rows(before.profile)
        after = fitted(before, file)
        if new or after != before:
            self._parts.connections.save(after)
        self.use(after.name)
        with self._at_work() as (_, place):
            report = import_rows(
                place, file, complete=complete, progressed=progressed, cancelled=cancelled, tell=tell
            )
            self.known()
            return report

    def export(
        self, wanted: Wanted, sheet: Sheet, *, progressed: Progressed, cancelled: Cancelled
    ) -> ExportReport:
        """Write what a lookup finds through the gate into a file; see app/exporting."""
        from quotadesk.app import exporting

        with self._at_work() as (_, place):
            return exporting.export(
                place,
                wanted,
                sheet,
                known=self.known(),
                secret=self._parts.secret(),
                clock=self._parts.clock,
                progressed=progressed,
                cancelled=cancelled,
            )

    def keep(
        self, days: int, *, always: bool = False, progressed: Progressed, cancelled: Cancelled = lambda: False
    ) -> Kept:
        """Delete what is older than `days` whole days; `always`: after each sync from now on, too."""
        from quotadesk.app.housekeeping import keep

        if always:
            self._parts.prefer("keep_days", str(days))
        with self._at_work(held=True) as (_, place):
            return keep(place, days, progressed=progressed, cancelled=cancelled)

    def older_than(self, days: int) -> int:
        """Give how many requests `keep` would delete now."""
        from quotadesk.app.housekeeping import older_than

        with self._at_work(held=True) as (_, place):
            return older_than(place, days)

    def figures(self, by: By, days: int = 7, *, cancelled: Cancelled = lambda: False) -> Figures:
        """Give the figures of the last whole days (UTC) by model, group or owner, from what is held."""
        from quotadesk.app.figures import figures, whole_days

        with self._at_work(held=True) as (_, place):
            return figures(place, whole_days(days, before=place.now()), by, cancelled=cancelled)

    def understand(self, text: str, *, tz: str = "") -> Understood:
        """Read a typed lookup or a pasted ticket. Raises UnclearLookup."""
        from quotadesk.app.reading import understand

        return understand(text, now=self._parts.now(), tz=tz or str(self._parts.zone()), names=self.names())

    def look_up(
        self, lookup: Lookup, *, after: Cursor | None = None, progressed: Progressed, cancelled: Cancelled
    ) -> Answer:
        """Answer a lookup, fetching what the store does not hold."""
        from quotadesk.app.lookup import look_up

        with self._at_work(cancelled=cancelled) as (_, place):
            return look_up(place, lookup, after=after, progressed=progressed, cancelled=cancelled)

    # ------------------------------------------------------------ cases

    def tell(self, told: Told | None) -> None:
        """Remember what the customer said, as evidence for the cases opened next."""
        self._told = told

    def open_case(self, key: str) -> CaseView:
        """Give the case of a request, with what the customer said beside it when it is about this request."""
        from quotadesk.app import case

        with self._at_work() as (_, place):
            return case.open_case(place, key, diagnose=self._parts.diagnose, told=self._told)

    def explain(self, text: str) -> CaseView:
        """Give the case of a pasted error for which no row exists."""
        from quotadesk.app import case

        told = self._told_in(text)
        with self._at_work() as (_, place):
            return case.explain(place, told, diagnose=self._parts.diagnose)

    def _told_in(self, text: str) -> Told:
        from quotadesk.app.told import Told

        understood = self.understand(text)
        return understood.told() or Told(text=understood.text)

    def judged_by_words(self, text: str) -> Verdict:
        """Judge a pasted error by what is known of such errors alone: no connection is needed, nothing is looked up."""
        from quotadesk.app import case

        told = self._told_in(text)
        return case.by_words_alone(told, now=self._parts.now(), diagnose=self._parts.diagnose)

    def case_of(self, text: str) -> CaseView:
        """Do what an agent does with a ticket: look it up, and open the request or explain what was pasted."""
        understood = self.understand(text)
        self.tell(understood.told())
        answer = self.look_up(understood.lookup, progressed=lambda _: None, cancelled=lambda: False)
        if understood.reading is not None:
            key = self.meant(text, understood.lookup)
        else:  # terms, typed: the newest failure that fits, else the newest request
            lines = answer.page.lines
            key = next((line.key for line in lines if line.failed), lines[0].key if lines else "")
        return self.open_case(key) if key else self.explain(text)

    def meant(self, text: str, lookup: Lookup) -> str:
        """Give the key of the held request that a customer's message is about, "" when none may stand for it.

        `lookup`: what was looked up for it.
        """
        from quotadesk.app.meaning import meant

        told = self._told_in(text)
        with self._at_work(held=True) as (_, place):
            return meant(place, told, lookup, diagnose=self._parts.diagnose)

    def account_case(self, owner: str) -> CaseView:
        """Give the case of an owner without a request: quota state and balance."""
        from quotadesk.app import case

        with self._at_work() as (_, place):
            return case.account_case(place, owner)

    @cached_property
    def cases(self) -> CaseBook:
        """Give what can be done with the cases that are kept."""
        from quotadesk.app.cases import CaseBook, Needs

        parts = self._parts
        return CaseBook(
            Needs(
                shelf=lambda: parts.open_store().cases,
                intake=parts.intake,
                connection=lambda: self._held()[1],
                told=lambda: self._told.text if self._told else "",
                known=self.known,
                secret=parts.secret,
                now=parts.now,
                zone=parts.zone,
                clock=parts.clock,
                prefer=parts.prefer,
            )
        )


def _unreadable(credential: str) -> DeskError:
    """Say why a connection has no gateway to read from."""
    if credential == ASKING:
        return VaultLocked(_ASKED, _ANSWER_IT)
    if credential == LOCKED:
        return VaultLocked(_LOCKED, _USE_IT)
    return CredentialRefused(_NO_CREDENTIAL, _ENTER_IT)
