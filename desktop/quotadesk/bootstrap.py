"""The composition root: the only module that knows every part, and binds them."""

from __future__ import annotations

import logging
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from quotadesk.app.errors import StoreDamaged, VaultTrouble
from quotadesk.app.ports import Connection, Gateway, Store, Vault, Wording
from quotadesk.cli.services import Services
from quotadesk.datafiles import data_dir
from quotadesk.domain.profile import Profile
from quotadesk.settings import Places, Settings, places, read_mapping

if TYPE_CHECKING:
    from quotadesk.app.case import Diagnose
    from quotadesk.app.intake import Intake
    from quotadesk.app.office import Office
    from quotadesk.domain.evidence import Evidence
    from quotadesk.domain.verdict import Verdict
    from quotadesk.ui.abilities import Abilities, Chip

SAMPLE_LIMIT = (36_000, 180.0)  # the sample gateway sits in this process: nobody else waits for it

log = logging.getLogger(__name__)


def services() -> Services:
    """Give the commands what they can do; nothing is opened yet."""
    return Services(
        office=lambda home: office_of(places(home)),
        explain=explain,
        read=read,
        redact=redact,
        demo=demo,
        selftest=selftest,
        window=window,
    )


def office_of(where: Places, *, vault: Vault | None = None, limit: tuple[int, float] | None = None) -> Office:
    """Put a desk together over the files of one workspace. `vault` None = the operating system's keyring.

    `limit`: requests per seconds that the gateway allows, where it is not its product's default.
    """
    from quotadesk.app.office import Office as OfficeOf
    from quotadesk.app.office import Parts
    from quotadesk.vault import KeyringVault

    settings = Settings(where.settings)
    keys = vault or KeyringVault()
    secret = workspace_secret(keys)
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
            zone=partial(local_zone, settings),
            clock=time.perf_counter,
        )
    )


# ---------------------------------------------------------------- parts that are built when first needed


def open_gateway(
    connection: Connection, credential: str, *, limit: tuple[int, float] | None = None
) -> Gateway:
    """Open the gateway of a connection; httpx is imported only now."""
    from quotadesk.gateways import catalog

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

    def literals(self, kind: str, language: str) -> str:
        """Give what stands literally in that template."""
        return self._opened().literals(kind, language)

    def _opened(self) -> Wording:
        if self._templates is None:
            from quotadesk.wording import Templates

            self._templates = Templates(data_dir("templates"), own=self._own)
        return self._templates


# ---------------------------------------------------------------- labelled cases, tickets and texts


def explain(case: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one labelled case in the format of `explain --jsonl`. Raises ValueError naming what is wrong in it."""
    from quotadesk.app.explain import as_answer, evidence_from_case, product_of, quota_per_unit_of
    from quotadesk.domain.diagnosis import diagnose
    from quotadesk.gateways.catalog import decoder, task_decoder
    from quotadesk.knowledge import read_knowledge

    unit = quota_per_unit_of(case)
    decode, decode_task = decoder(product_of(case), quota_per_unit=unit), task_decoder(quota_per_unit=unit)
    evidence = evidence_from_case(case, decode, decode_task)
    return as_answer(diagnose(evidence, read_knowledge()), str(case["id"]))


def read(ticket: Mapping[str, Any], directory: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one ticket in the format of `read --jsonl`. Raises ValueError naming what is wrong in it."""
    from quotadesk.domain.ticket import Directory, as_answer
    from quotadesk.domain.ticket import read as read_ticket

    owners = directory.get("owners") or {}
    known = Directory(
        owners={name: tuple(aliases) for name, aliases in owners.items()},
        models=tuple(directory.get("models") or ()),
    )
    reading = read_ticket(
        ticket["text"],
        now=datetime.fromisoformat(ticket["now"]),
        tz=ticket.get("tz") or "UTC",
        directory=known,
        attachments=tuple(ticket.get("attachments") or ()),
    )
    return {"id": ticket["id"], **as_answer(reading)}


def redact(text: str, context: Mapping[str, Any]) -> str:
    """Redact one text with a key of this process only; no keyring is needed."""
    from quotadesk.domain.redaction import redact as redact_one

    return redact_one(text, context)


# ---------------------------------------------------------------- the window and the demonstration


def window(home: Path | None, start: str) -> int:
    """Open the window; gives the exit status."""
    from quotadesk.logbook import start_log
    from quotadesk.ui.application import run

    where = places(home)
    start_log(where.log, lambda line: redact(line, {}))
    office = office_of(where)
    return run(abilities_of(office, Settings(where.settings)), start=start or None)


def abilities_of(office: Office, settings: Settings) -> Abilities:
    """Bind the window to the desk."""
    from quotadesk.domain.lookup_text import format_lookup
    from quotadesk.ui.abilities import Abilities as Bound

    return Bound(
        chips=lambda text: chips_of(office, text),
        parse=lambda chips: office.understand(" ".join(c.text for c in chips)).lookup,
        text_of=format_lookup,
        look_up=office.look_up,
        open_case=office.open_case,
        explain=office.explain,
        account_case=office.account_case,
        reply=office.reply,
        note=office.note,
        low_balance=office.low_balance,
        send=office.send,
        connect=office.connect,
        forget=office.forget,
        connections=office.connections,
        use=office.use,
        desk=office.desk,
        sync=office.sync,
        saved=settings.lookups,
        save_lookup=settings.save_lookup,
        preference=settings.preference,
        prefer=settings.prefer,
        answer_profile=office.answer_profile,
    )


def chips_of(office: Office, text: str) -> tuple[Chip, ...]:
    """Read a typed lookup or a pasted ticket as chips, and remember what the customer said."""
    from quotadesk.ui.abilities import Chip as UiChip

    understood = office.understand(text)
    office.tell(understood.told())
    return tuple(
        UiChip(key=p.key, label=p.label, value=p.value, text=p.text, alternatives=p.alternatives)
        for p in understood.pieces()
    )


def demo(out: Path | None, shown: bool) -> int:
    """Run the demonstration: texts and picture into `out`, and the window where there is a screen."""
    from quotadesk.app.journey import STORM, Sample, Ticket, leave_texts, prepare
    from quotadesk.cli.opening import show_progress
    from quotadesk.cli.outlets import TextFile
    from quotadesk.gateways.sample import SampleGateway
    from quotadesk.ui.application import run
    from quotadesk.vault import SessionVault

    folder = out or Path("demo-out")
    with (
        tempfile.TemporaryDirectory(prefix="quotadesk-demo-") as home,
        SampleGateway(limit=SAMPLE_LIMIT) as gateway,
    ):
        tickets = tuple(Ticket(name=t.name, text=t.text, owner=t.owner) for t in gateway.tickets())
        sample = Sample(
            url=gateway.url, credential=gateway.credential, user_id=gateway.user_id, tickets=tickets
        )
        where = places(Path(home))
        office = office_of(where, vault=SessionVault(), limit=gateway.limit)
        click.echo(f"sample gateway on {gateway.url}")
        rows = prepare(office, sample, progressed=show_progress)
        click.echo(f"read {rows} rows; opening a customer's 429")
        folder.mkdir(parents=True, exist_ok=True)
        texts = leave_texts(office, sample, lambda name: TextFile(folder / name))
        picture = None if shown else folder / "window.png"
        if not shown:
            click.echo(
                f"no screen here: the same journey offscreen, into {folder}/: window.png, {', '.join(texts)}"
            )
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        abilities = abilities_of(office, Settings(where.settings))
        return run(abilities, start=sample.ticket(STORM).text, picture=picture)


def selftest() -> list[tuple[str, str]]:
    """Check every part of this installation: (part, problem) with "" for a sound one."""
    from quotadesk.selftest import checks

    return checks()


def workspace_secret(vault: Vault) -> Callable[[], bytes]:
    """Give the key of this workspace's pseudonyms: from the keyring, or new for this session; read when first used."""

    @cache
    def secret() -> bytes:
        name = "workspace pseudonyms"
        try:
            held = vault.credential(name)
            if held is None:
                held = secrets.token_hex(32)
                vault.keep(name, held)
        except VaultTrouble:
            held = secrets.token_hex(32)
        return bytes.fromhex(held) if is_hex(held) else held.encode()

    return secret


def is_hex(text: str) -> bool:
    """Whether a text is the hexadecimal form of bytes."""
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


def redactor(secret: Callable[[], bytes]) -> Callable[[str], str]:
    """Give the function that redacts free text before it is stored; gateways repeat the same texts a lot."""

    @lru_cache(maxsize=4096)
    def redact_text(text: str) -> str:
        from quotadesk.domain.redaction import redact as redact_one

        return redact_one(text, None, secret=secret()) if text else text

    return redact_text


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
    return datetime.now(UTC).astimezone().tzinfo or UTC


def system_zone_name() -> str:
    """Give the IANA name behind /etc/localtime; "" where there is none."""
    try:
        target = str(Path("/etc/localtime").resolve(strict=True))
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]
