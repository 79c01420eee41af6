"""Commands of the desk: connect, sync, lookup, reply, note."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from quotadesk.app.answers import CaseView
from quotadesk.app.connections import KINDS
from quotadesk.app.editing import rewritten
from quotadesk.app.errors import StoreTrouble
from quotadesk.app.forms import plain_of
from quotadesk.app.office import Office
from quotadesk.app.ports import MOST_AT_ONCE, SAMPLE
from quotadesk.cli.labelled import tell
from quotadesk.cli.opening import (
    CREDENTIAL,
    HOME,
    LANGUAGE,
    counted,
    credential_from_stdin,
    explained,
    fail,
    home_of,
    on_the_desk,
    open_desk,
    services_of,
    show_progress,
)
from quotadesk.cli.outlets import StandardOutput
from quotadesk.cli.rows import coverage_json, row_of, tell_gaps
from quotadesk.cli.terminal import on_one_line, say, say_json
from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain.documents import Document
from quotadesk.domain.facts_internal import BLANKS
from quotadesk.domain.facts_terms import charge_word
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.said import Language, Said

MOST_ROWS = 10_000
EDITED = click.option(
    "--edited",
    type=click.File("r", encoding="utf-8"),
    callback=lambda _context, _option, file: _text_of(file) if file is not None else None,
    help="The text as you changed it, from a file or - for standard input.",
)
CONFIRMED = click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="FIGURE",
    help="A figure of yours that the evidence lacks.",
)
_UNREADABLE = Said(
    "Rows that could not be read are missing here; what was read is kept.",
    "无法读取的日志行不在此列，已读取的内容均已保留。",
)
_TELL_THE_MAKERS = Said(
    "Sync again with --since … --again; if it stays, tell the people who look after this program the gateway's version.",
    "请用 --since … --again 重新同步；若仍如此，请将网关版本告知本程序的维护者。",
)
OTHER_LINES = frozenset({"done", "ticket", "case_status"})  # lines of a note that have a default


def _text_of(file: TextIO) -> str:
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise click.BadParameter(
            "its text is not UTF-8; save it as UTF-8 and run the command again"
        ) from error


@click.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--url", required=True, help="Root address of the gateway.")
@click.option("--user-id", default="", help="New API before rc.22: the numeric id of the credential's user.")
@click.option(
    "--in-flight",
    type=click.IntRange(1, MOST_AT_ONCE),
    help="Requests at once; default 1. More than 2 only with --operator-allows.",
)
@click.option(
    "--operator-allows",
    type=click.IntRange(1, MOST_AT_ONCE),
    help="Requests at once that the gateway's operator allows; default 2.",
)
@CREDENTIAL
@HOME
@click.pass_context
@explained
def connect(
    context: click.Context,
    name: str,
    kind: str,
    url: str,
    user_id: str,
    in_flight: int | None,
    operator_allows: int | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Try a gateway and keep it under NAME. Asks for the credential without echo."""
    if name.strip() == SAMPLE:  # what is called so is forgotten with its rows when a window opens
        raise click.BadParameter(f"{SAMPLE} is the name of the sample; choose another")
    office = services_of(context).office(home_of(context, home))
    credential = credential_from_stdin() if credential_stdin else click.prompt("Credential", hide_input=True)
    replaced = any(c.name == name.strip() for c in office.connections())
    report = office.connect(
        name=name,
        kind=kind,
        url=url,
        credential=credential,
        user_id=user_id,
        in_flight=in_flight,
        most_in_flight=operator_allows,
    )
    profile = report.probe.profile
    say(f"connected: {report.name} · {report.probe.title} {profile.version}".rstrip())
    if replaced:
        say(f"replaced the connection {report.name} that was there before", err=True)
    for warning in report.warnings:
        say(f"warning: {warning.en}", err=True)


@click.command()
@on_the_desk
@click.option("--since", default="", help="How far back, such as 24h or 7d; default: since the last sync.")
@click.option("--again", is_flag=True, help="With --since: read all of it anew, what is held already too.")
@click.pass_context
@explained
def sync(
    context: click.Context,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
    since: str,
    again: bool,
) -> None:
    """Read the newest rows of the gateway's log into the store."""
    office = open_desk(context, home=home, connection=connection, credential_stdin=credential_stdin)
    window = office.understand(f"since:{since}").lookup.window if since else None
    report = office.sync(progressed=show_progress, cancelled=lambda: False, window=window, again=again)
    days = f"{report.window.start:%Y-%m-%d %H:%M} to {report.window.end:%Y-%m-%d %H:%M} UTC"
    say(
        f"{days}: read {report.read}, new {report.new}, changed {report.changed}, unreadable {report.skipped}"
    )
    if report.stopped:
        fail(report.stopped, report.hint or Said("", ""))
    if report.skipped and not report.read:
        fail(_UNREADABLE, _TELL_THE_MAKERS)
    if report.skipped:
        say(f"{_UNREADABLE.en} {_TELL_THE_MAKERS.en}", err=True)


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One object: {coverage, requests}.")
@click.option("--jsonl", "as_lines", is_flag=True, help="One request a line.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, MOST_ROWS))
@click.option("--tz", default="", help="Zone of times that name none.")
@on_the_desk
@click.pass_context
@explained
def lookup(
    context: click.Context,
    query: tuple[str, ...],
    as_json: bool,
    as_lines: bool,
    limit: int,
    tz: str,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Find requests: owner:acme status:402,429 since:24h, or a pasted ticket."""
    office = open_desk(
        context, home=home, connection=connection, credential_stdin=credential_stdin, learn=False
    )
    understood = office.understand(" ".join(query), tz=tz)
    if understood.reading is not None:
        office.learn_names()
        understood = office.understand(" ".join(query), tz=tz)
    office.tell(understood.told())
    found, coverage = _find(office, understood.lookup, limit)
    views = [office.open_case(key) for key in found]
    if as_lines:
        for view in views:
            say_json(row_of(view))
        return
    if as_json:
        say_json({"coverage": coverage, "requests": [row_of(v) for v in views]})
        return
    for view in views:
        say(_line(view))
    _tell_coverage(coverage, len(views))
    if not views and understood.told() is not None:
        tell(office.explain(" ".join(query)).verdict)


def _find(office: Office, wanted: Lookup, limit: int) -> tuple[list[str], dict[str, Any] | None]:
    """Give the keys of the newest `limit` requests, and the coverage of the whole answer."""
    keys: list[str] = []
    after: Cursor | None = None
    coverage = None
    while len(keys) < limit:
        answer = office.look_up(wanted, after=after, progressed=show_progress, cancelled=lambda: False)
        if after is None:
            coverage = coverage_json(answer)
            for view in answer.accounts:
                age = phrases.age(view.read_at, datetime.now(UTC)).en
                say(f"account {view.account.owner}: quota {view.state.value}, read {age}", err=True)
        keys += [line.key for line in answer.page.lines]
        after = answer.page.next
        if after is None:
            break
    return keys[:limit], coverage


def _line(view: CaseView) -> str:
    row = row_of(view)
    shown = (
        row["time"],
        row["status"],
        row["model"],
        row["owner"],
        row["key_name"],
        charge_word(view.verdict.charge.charge, failed=bool(row["failed"])).en,
        row["family"],
    )
    return on_one_line("  ".join("–" if v is None else str(v) for v in (row["request_id"], *shown)))


def _tell_coverage(coverage: Mapping[str, Any] | None, count: int) -> None:
    said = {True: "complete for this window", False: "incomplete", None: "searched what is held"}
    complete = coverage["complete"] if coverage else None
    total = coverage["total"] if coverage else count
    more = (
        f" of {total}{'+' if coverage and coverage['capped'] else ''} (--limit shows more)"
        if total > count
        else ""
    )
    say(f"{counted(count, 'request') if not more else f'{count}{more} requests'}, {said[complete]}", err=True)
    tell_gaps(coverage or {"gaps": (), "notes": ()})


def case_of_request(office: Office, request_id: str) -> CaseView:
    understood = office.understand(f'id:"{request_id}"')
    keys, _ = _find(office, understood.lookup, 1)
    if not keys:
        fail(
            Said(f"No request {request_id} was found.", f"未找到请求 {request_id}。"),
            Said(
                "Check the id; a refusal at the door leaves no row: run explain with the error text.",
                "请核对 ID；网关入口处的拒绝不留日志，请用 explain 命令并附报错原文。",
            ),
        )
    return office.open_case(keys[0])


@click.command()
@click.argument("request_id")
@LANGUAGE
@EDITED
@CONFIRMED
@on_the_desk
@click.pass_context
@explained
def reply(
    context: click.Context,
    request_id: str,
    lang: Language,
    edited: str | None,
    confirmed: tuple[str, ...],
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Print the customer reply for a request, or an edited one after the same checks."""
    office = open_desk(context, home=home, connection=connection, credential_stdin=credential_stdin)
    view = case_of_request(office, request_id)
    _print(office, view, office.reply(view, lang), edited, confirmed)


def _print(
    office: Office, view: CaseView, written: Document, edited: str | None, confirmed: tuple[str, ...]
) -> None:
    document = rewritten(written, plain_of(edited)) if edited is not None else written
    sent = office.send(document, StandardOutput(), "standard output", confirmed=frozenset(confirmed))
    with suppress(StoreTrouble):  # the text is out; that no case can note it now is no failure of the command
        office.cases.left(view, document, sent)


@click.command()
@click.argument("request_id")
@LANGUAGE
@click.option("--set", "options", multiple=True, metavar="NAME=TEXT", help="Fill a gap, such as severity=S2.")
@click.option("--hide-owners", is_flag=True, help="Write owners as pseudonyms, for a wide channel.")
@EDITED
@CONFIRMED
@on_the_desk
@click.pass_context
@explained
def note(  # noqa: PLR0913, PLR0917 - one argument an option
    context: click.Context,
    request_id: str,
    lang: Language,
    options: tuple[str, ...],
    hide_owners: bool,
    edited: str | None,
    confirmed: tuple[str, ...],
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Print the redacted hand-off note for a request, or an edited one after the same checks."""
    filled = _filled(options)
    office = open_desk(context, home=home, connection=connection, credential_stdin=credential_stdin)
    view = case_of_request(office, request_id)
    written = office.note(view, lang, filled, pseudonymous=hide_owners)
    _print(office, view, written, edited, confirmed)


def _filled(options: tuple[str, ...]) -> dict[str, str]:
    """Give the gaps with their texts; what is not NAME=TEXT of a gap ends the command."""
    known = {blank.name for blank in BLANKS} | OTHER_LINES
    names = ", ".join(sorted(known))
    filled: dict[str, str] = {}
    for option in options:
        name, sign, text = option.partition("=")
        if name not in known or not sign:
            fail(
                Said(f"A note has no gap called “{name}”.", f"交接单没有名为“{name}”的空缺。")
                if name not in known
                else Said(f"“{name}” has no text.", f"“{name}”没有内容。"),
                Said(f"Use NAME=TEXT with one of: {names}.", f"请写 NAME=TEXT，NAME 可为：{names}。"),
            )
        filled[name] = text
    return filled
