"""Put the desk together: settings, keyring, store, gateway, knowledge, templates and the log behind one Office."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timezone, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quotadesk.app.errors import StoreDamaged
from quotadesk.app.log_gate import LogGate
from quotadesk.app.ports import SAMPLE, Connection, Gateway, Store, Vault, Wording
from quotadesk.datafiles import data_dir
from quotadesk.domain.profile import Profile
from quotadesk.places import Places, places
from quotadesk.settings import Settings, read_mapping

if TYPE_CHECKING:
    from quotadesk.app.case import Diagnose
    from quotadesk.app.intake import Intake
    from quotadesk.app.office import Office
    from quotadesk.domain.evidence import Evidence
    from quotadesk.domain.verdict import Verdict


SAMPLE_LIMIT = (36_000, 180.0)  # the sample gateway sits in this process: nobody else waits for it
LOG_GATE = LogGate()  # one a process, as its log is

log = logging.getLogger("quotadesk.bootstrap")


def watch() -> None:
    """Put what nobody expected, and every warning, through the gate before standard error shows it."""
    from quotadesk.logbook import speak, watch_unexpected

    speak(LOG_GATE.line)
    watch_unexpected()


def office_of_command(home: Path | None) -> Office:
    """Give a command its desk, which logs as the window's does."""
    office, _ = logged(places(home))
    return office


def logged(where: Places, **parts: Any) -> tuple[Office, Callable[[], None]]:
    """Give a desk that writes its log, and what ends the log."""
    from quotadesk.logbook import start_log

    office = office_of(where, **parts)
    LOG_GATE.known = office.known_before
    return office, start_log(where.log, LOG_GATE.line)


def office_of(where: Places, *, vault: Vault | None = None, limit: tuple[int, float] | None = None) -> Office:
    """Put a desk together over the files of one workspace. `vault` None = the operating system's keyring.

    `limit`: requests per seconds that the gateway allows, where it is not its product's default.
    """
    from quotadesk.app.office import Office as OfficeOf
    from quotadesk.app.office import Parts
    from quotadesk.vault import KeyringVault, workspace_secret

    settings = Settings(where.settings)
    keys = vault or KeyringVault()
    secret = workspace_secret(keys, where.store.with_name("pseudonyms.key"))
    return OfficeOf(
        Parts(
            connections=settings,
            vault=keys,
            open_gateway=partial(open_gateway, limit=limit),
            open_store=store_opener(where.store, settings),
            wording=LaterWording(where.templates),
            diagnose=diagnosis(where.knowledge),
            intake=intake_of(where.mapping, secret),
            secret=secret,
            now=lambda: datetime.now(UTC),
            zone=lambda: local_zone(Settings(where.settings)),
            clock=time.perf_counter,
            low=lambda: Settings(where.settings).low_rule(),  # as it is now: the window keeps its own
            keep_days=lambda: Settings(where.settings).keep_days(),
            keep_cases_days=lambda: Settings(where.settings).keep_cases_days(),
            prefer=settings.prefer,
        )
    )


def open_gateway(
    connection: Connection, credential: str, *, limit: tuple[int, float] | None = None
) -> Gateway:
    """Open the gateway of a connection; httpx is imported only now."""
    from quotadesk.gateways import catalog

    if connection.name == SAMPLE:
        limit = SAMPLE_LIMIT
    return catalog.open_gateway(connection, credential, limit=limit)


def diagnosis(local: Path) -> Diagnose:
    """Give the function that judges evidence by the shipped and the local knowledge."""

    def judge(evidence: Evidence) -> Verdict:
        from quotadesk.domain.diagnosis import diagnose
        from quotadesk.knowledge import read_knowledge

        return diagnose(evidence, read_knowledge(local))

    return judge


def intake_of(own_mapping: Path, secret: Callable[[], bytes]) -> Callable[[], Intake]:
    """Give what makes rows fit to be kept, by the workspace's own mapping rules or the shipped ones."""

    @cache
    def intake() -> Intake:
        from quotadesk.app.intake import Intake as IntakeOf

        shipped = data_dir("resources") / "mapping.toml"
        rules = read_mapping(own_mapping if own_mapping.exists() else shipped)
        return IntakeOf(rules=rules, redact=redactor(secret))

    return intake


class LaterWording:
    """The templates, opened when the first text is wanted."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._templates: Wording | None = None

    def render(self, kind: str, language: str, facts: Any) -> str:
        """Render the Markdown text of `kind` in `language`."""
        return self._opened().render(kind, language, facts)

    def names(self) -> tuple[str, ...]:
        """Give every template there is."""
        return self._opened().names()

    def literals(self, kind: str, language: str) -> str:
        """Give what stands literally in that template."""
        return self._opened().literals(kind, language)

    def _opened(self) -> Wording:
        if self._templates is None:
            from quotadesk.wording import Templates

            self._templates = Templates(data_dir("templates"), own=self._own)
        return self._templates


def redactor(secret: Callable[[], bytes]) -> Callable[[str], str]:
    """Give the function that redacts free text before it is stored; gateways repeat the same texts a lot."""
    from quotadesk.app.alike import Alike

    return Alike(secret)


def store_opener(path: Path, settings: Settings) -> Callable[[], Store]:
    """Give the function that opens the store, once a thread: SQLite connections stay in their thread."""
    held = threading.local()

    def profile_of(name: str) -> Profile | None:
        return next((c.profile for c in settings.all() if c.name == name), None)

    def open_store() -> Store:
        from quotadesk.store import Store as LocalStore

        store: Store | None = getattr(held, "store", None)
        if store is None:
            try:
                store = LocalStore.open(path, profiles=profile_of)
            except StoreDamaged as damaged:
                log.warning("%s %s", damaged.message.en, damaged.hint.en)  # a command's user reads it too
                store = LocalStore.open(path, profiles=profile_of)
            held.store = store
        return store

    return open_store


def local_zone(settings: Settings) -> tzinfo:
    """Give the agent's time zone: as preferred, else the computer's."""
    wanted = settings.preference("zone") or os.environ.get("TZ", "").lstrip(":") or system_zone_name()
    try:
        return ZoneInfo(wanted) if wanted else computers_offset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return computers_offset()


def computers_offset() -> tzinfo:
    """Give the offset that the computer has now."""
    offset = datetime.now(UTC).astimezone().utcoffset()
    return timezone(offset) if offset else UTC  # without the name that TZ gave it, which may be none at all


def system_zone_name() -> str:
    """Give the IANA name behind /etc/localtime; "" where there is none."""
    try:
        target = str(Path("/etc/localtime").resolve(strict=True))
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]
