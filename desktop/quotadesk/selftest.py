"""Check every part of an installation that a bundle could miss."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Callable

from quotadesk.datafiles import data_dir

Check = Callable[[], str]


def checks() -> list[tuple[str, str]]:
    """Give (part, problem); an empty problem means that the part is sound."""
    return [(part, _problem(check)) for part, check in _CHECKS.items()]


def _problem(check: Check) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is what this command reports
        return f"{type(error).__name__}: {error}"


def _templates() -> str:
    from quotadesk.wording import Templates

    templates = Templates(data_dir("templates"))
    names = templates.names()
    faulty = [name for name in names if templates.faults(name)]
    if not names:
        return "no template was found"
    return f"faulty: {', '.join(faulty)}" if faulty else ""


def _resources() -> str:
    from quotadesk.knowledge import read_knowledge
    from quotadesk.settings import read_mapping

    read_mapping(data_dir("resources") / "mapping.toml")
    return "" if read_knowledge().causes else "the knowledge file is empty"


def _translations() -> str:
    from PySide6.QtCore import QTranslator

    files = sorted((data_dir("resources") / "i18n").glob("*.qm"))
    if not files:
        return "no translation was found"
    bad = [f.name for f in files if not QTranslator().load(str(f))]
    return f"cannot be loaded: {', '.join(bad)}" if bad else ""


def _window() -> str:
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication.instance()
    if application is None:
        application = QApplication(["quotadesk", "-platform", "offscreen"])
    label = QLabel("中文 text")
    sound = label.sizeHint().width() > 0
    label.deleteLater()
    return "" if sound else f"a label of {application.applicationName()} has no size"


def _tls() -> str:
    import httpx

    context = httpx.create_ssl_context()
    return "" if context.get_ca_certs() and ssl.HAS_TLSv1_2 else "no certificates were found"


def _sqlite() -> str:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
        db.execute("INSERT INTO t VALUES ('余额不足 rate limit')")
        found = db.execute("SELECT count(*) FROM t WHERE text LIKE '%余额不足%'").fetchone()[0]
    return "" if found == 1 else "trigram search finds nothing"


def _zones() -> str:
    from zoneinfo import ZoneInfo

    return "" if str(ZoneInfo("Asia/Shanghai")) == "Asia/Shanghai" else "Asia/Shanghai is missing"


def _keyring() -> str:
    """A missing keyring is no fault of the installation: credentials then live for the session."""

    from quotadesk.vault import find_safe_backend

    find_safe_backend()
    return ""


def _redaction() -> str:
    from quotadesk.domain.redaction import redact

    return "sk-" if "sk-proj" in redact("key sk-proj-" + "a1B2c3D4" * 6) else ""


def _gateways() -> str:
    from quotadesk.app.ports import Connection
    from quotadesk.gateways.catalog import open_gateway

    for kind in ("newapi", "oneapi", "litellm"):
        open_gateway(Connection(name=kind, kind=kind, url="http://127.0.0.1:9"), "unused").close()
    return ""


_CHECKS: dict[str, Check] = {
    "templates": _templates,
    "resources": _resources,
    "translations": _translations,
    "window": _window,
    "TLS": _tls,
    "SQLite with FTS5": _sqlite,
    "time zones": _zones,
    "keyring": _keyring,
    "redaction": _redaction,
    "gateways": _gateways,
}
