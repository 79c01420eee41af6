"""Bind the window, and the demonstration, to a desk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotadesk.bootstrap.desk import SAMPLE_LIMIT, logged
from quotadesk.bootstrap.files import export_case, open_export, sheet, text_file
from quotadesk.datafiles import data_dir
from quotadesk.places import places
from quotadesk.settings import Settings

if TYPE_CHECKING:
    from quotadesk.app.answers import Progressed
    from quotadesk.app.exporting import ExportReport
    from quotadesk.app.importing import ImportReport
    from quotadesk.app.journey import Sample
    from quotadesk.app.office import Office
    from quotadesk.app.ports import Cancelled
    from quotadesk.app.sampling import Sampling
    from quotadesk.app.templates import Workbench
    from quotadesk.domain.lookup import Lookup
    from quotadesk.domain.said import Language
    from quotadesk.domain.window import Window
    from quotadesk.ui.abilities import Abilities, Chip
    from quotadesk.ui.caseabilities import CaseAbilities
    from quotadesk.ui.fileabilities import FileAbilities


def window(home: Path | None, start: str) -> int:
    """Open the window; gives the exit status."""
    from quotadesk.ui.application import run

    where = places(home)
    office, _ = logged(where)
    settings = Settings(where.settings)
    sampling = sampling_of(office)
    sampling.clean()
    try:
        abilities = abilities_of(office, settings, sampling, own=where.templates)
        return run(abilities, start=start or None, door=where.door)
    finally:
        sampling.end()


def sampling_of(office: Office) -> Sampling:
    """Give the sample gateway to a desk, started when somebody wants to try it."""
    from quotadesk.app.sampling import Sampling as SamplingOf

    return SamplingOf(office, sample_gateway)


@contextmanager
def sample_gateway() -> Iterator[Sample]:
    """Run the sample gateway; gives how to reach it, and the tickets of its customers."""
    from quotadesk.app.journey import Sample as SampleOf
    from quotadesk.app.journey import Ticket
    from quotadesk.gateways.sample import SampleGateway

    with SampleGateway(limit=SAMPLE_LIMIT) as gateway:
        tickets = tuple(Ticket(name=t.name, text=t.text, owner=t.owner) for t in gateway.tickets())
        yield SampleOf(
            url=gateway.url, credential=gateway.credential, user_id=gateway.user_id, tickets=tickets
        )


def abilities_of(
    office: Office, settings: Settings, sampling: Sampling | None = None, *, own: Path
) -> Abilities:
    """Bind the window to the desk; `own`: where the agents' templates lie."""
    from quotadesk.domain.lookup_text import format_lookup
    from quotadesk.ui.abilities import Abilities as Bound

    return Bound(
        chips=lambda text: chips_of(office, text),
        is_message=lambda text: office.understand(text).is_message,
        parse=lambda chips: office.understand(" ".join(c.text for c in chips)).lookup,
        text_of=format_lookup,
        look_up=office.look_up,
        following=office.listing.following,
        lines=office.listing.lines,
        count=office.listing.count,
        histogram=office.listing.histogram,
        groups=office.listing.groups,
        open_case=office.open_case,
        explain=office.explain,
        meant=office.meant,
        account_case=office.account_case,
        reply=office.reply,
        note=office.note,
        low_balance=office.low_balance,
        send=office.send,
        judge=office.judge,
        connect=office.connect,
        forget=lambda name, rows: office.forget(name, rows=rows),
        connections=office.connections,
        use=office.use,
        desk=office.desk,
        sync=office.sync,
        saved=settings.lookups,
        save_lookup=settings.save_lookup,
        preference=settings.preference,
        prefer=settings.prefer,
        answer_profile=office.answer_profile,
        pace=office.pace,
        templates=office.templates,
        template=office.template,
        used=office.use_text,
        workbench=partial(workbench_of, office, own),
        cases=case_abilities_of(office),
        files=file_abilities_of(office),
        glance=lambda text: chips_of(office, text, told=False),
        stop_waiting=office.stop_waiting,
        use_for_session=lambda name, credential: office.use(name, credential=credential),
        try_sample=sampling.begin if sampling is not None else None,
        forget_sample=sampling.end if sampling is not None else lambda: None,
    )


def workbench_of(office: Office, own: Path) -> Workbench:
    """Give what the window can do with templates; the agents' own lie below `own`."""
    from quotadesk.wording import OwnTemplates

    return office.workbench(OwnTemplates(data_dir("templates"), own))


def case_abilities_of(office: Office) -> CaseAbilities:
    """Bind what the window can do with cases."""
    from quotadesk.ui.caseabilities import CaseAbilities as Bound

    book = office.cases
    return Bound(
        find=book.find,
        case=book.case,
        belongs=book.belongs,
        add=book.add,
        left=book.left,
        write_note=book.write_note,
        close=book.close,
        reopen=book.reopen,
        delete=book.delete,
        export=partial(export_case, office),
    )


def file_abilities_of(office: Office) -> FileAbilities:
    """Bind what the window can do with files and figures."""
    from quotadesk.ui.fileabilities import FileAbilities as Bound

    return Bound(
        import_file=partial(import_file, office),
        export=partial(export_found, office),
        figures=lambda by, cancelled: office.figures(by, cancelled=cancelled),
    )


def import_file(
    office: Office,
    path: Path,
    *,
    into: str,
    new: bool,
    mapping: Path | None,
    complete: Window | None,
    progressed: Progressed,
    cancelled: Cancelled,
) -> ImportReport:
    """Bring an exported file into a connection. Raises FaultyFile."""
    return office.import_file(
        partial(open_export, path, mapping=mapping),
        into=into,
        new=new,
        complete=complete,
        progressed=progressed,
        cancelled=cancelled,
    )


def export_found(
    office: Office,
    path: Path,
    lookup: Lookup,
    language: Language,
    *,
    public: bool,
    progressed: Progressed,
    cancelled: Cancelled,
) -> ExportReport:
    """Write what a lookup finds through the gate. Raises FaultyFile, or ExportCancelled."""
    from quotadesk.app.exporting import Wanted
    from quotadesk.app.exporting_forms import Format
    from quotadesk.domain.redaction import Audience

    reader = Audience.PUBLIC if public else Audience.INTERNAL
    wanted = Wanted(lookup=lookup, form=Format.of_file(path.name), language=language, reader=reader)
    with sheet(path) as file:
        return office.export(wanted, file, progressed=progressed, cancelled=cancelled)


def chips_of(office: Office, text: str, *, told: bool = True) -> tuple[Chip, ...]:
    """Read a typed lookup or a pasted ticket as chips; `told`: and remember what the customer said."""
    from quotadesk.ui.abilities import Chip as UiChip

    understood = office.understand(text)
    if told:
        office.tell(understood.told())
    return tuple(
        UiChip(key=p.key, label=p.label, value=p.value, text=p.text, alternatives=p.alternatives)
        for p in understood.pieces()
    )


def demo(out: Path | None, shown: bool) -> int:
    """Run the demonstration: texts and picture into `out`, and the window where there is a screen."""
    from quotadesk.app.journey import STORM, leave_texts, prepare
    from quotadesk.cli.opening import show_progress
    from quotadesk.ui.application import run
    from quotadesk.vault import SessionVault

    folder = out or Path("demo-out")
    with (
        tempfile.TemporaryDirectory(prefix="quotadesk-demo-") as home,
        sample_gateway() as sample,
        ExitStack() as stack,
    ):
        where = places(Path(home))
        office, end_log = logged(where, vault=SessionVault())
        stack.callback(end_log)  # before its folder goes
        click.echo(f"sample gateway on {sample.url}")
        rows = prepare(office, sample, progressed=show_progress)
        click.echo(f"read {rows} rows; opening a customer's 429")
        texts = leave_texts(office, sample, lambda name: text_file(folder / name))
        picture = None if shown else folder / "window.png"
        if not shown:
            click.echo(
                f"no screen here: the same journey offscreen, into {folder}/: window.png, {', '.join(texts)}"
            )
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        abilities = abilities_of(office, Settings(where.settings), own=where.templates)
        return run(abilities, start=sample.ticket(STORM).text, picture=picture)
