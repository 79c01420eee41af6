"""A desk over files for tests: a real office, store and settings, and no gateway anywhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from quotadesk.app.exporting import Wanted
from quotadesk.app.exporting_forms import Format
from quotadesk.app.office import Office, Parts
from quotadesk.gateways.files import open_export
from quotadesk.knowledge import read_knowledge
from quotadesk.settings import Settings
from quotadesk.store import Store
from quotadesk.vault import SessionVault
from tests.app.desk import INTAKE

NOW = datetime(2025, 11, 24, tzinfo=UTC)


def nobody(connection, credential):
    message = "a connection of files has no gateway to open"
    raise AssertionError(message)


def judged(evidence):
    from quotadesk.domain.diagnosis import diagnose

    return diagnose(evidence, read_knowledge())


def files_office(home: Path) -> Office:
    store = Store.open(home / "store.sqlite")
    settings = Settings(home / "settings.json")
    office = Office(
        Parts(
            connections=settings,
            vault=SessionVault(),
            open_gateway=nobody,
            open_store=lambda: store,
            wording=None,
            diagnose=judged,
            intake=lambda: INTAKE,
            secret=lambda: b"x" * 32,
            now=lambda: NOW,
            zone=lambda: UTC,
            clock=lambda: 0.0,
        )
    )
    office.store = store
    return office


def bring(office, path, *, into="files", new=False, mapping=None, cancelled=lambda: False, **more):
    return office.import_file(
        lambda profile: open_export(path, profile, mapping=mapping),
        into=into,
        new=new,
        progressed=lambda _: None,
        cancelled=cancelled,
        **more,
    )


@dataclass
class Page:
    """A sheet in memory."""

    text: str = ""
    puts: list[str] = field(default_factory=list)

    def put_rows(self, text: str) -> None:
        self.text += text
        self.puts.append(text)


def take(office, query="since:30d", form=Format.CSV, **more):
    """Export what a lookup finds; gives the text and the report."""
    sheet = Page()
    wanted = Wanted(lookup=office.understand(query).lookup, form=form, **more)
    report = office.export(wanted, sheet, progressed=lambda _: None, cancelled=lambda: False)
    return sheet.text, report


quietly = partial(dict, progressed=lambda _: None, cancelled=lambda: False)
