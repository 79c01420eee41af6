"""Commands that judge, read or redact text: one by one, or as JSON lines in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from quotadesk.cli.lines import answer_lines
from quotadesk.cli.opening import TO_CONNECT, explained, home_of, on_the_desk, seated, services_of
from quotadesk.cli.terminal import all_of_standard_input, say, standard_input
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Verdict

_HELD_ONLY = Said("Only what is held was looked up.", "仅查询了本地已有的记录。")
_UNREAD = {
    "none": Said("To read the gateway, add --credential-stdin.", "如需读取网关，请加上 --credential-stdin。"),
    "locked": Said("To read the gateway, unlock the keyring.", "如需读取网关，请解锁密钥环。"),
}
_NOTHING_LOOKED_UP = Said(
    "Judged by its words alone. Nothing was looked up: no gateway is connected, so no log and no account was read.",
    "仅根据文字判断，未查询任何数据：尚未连接网关，没有读取日志和账户。",
)


@click.command()
@click.option("--jsonl", is_flag=True, help="Labelled cases, one a line, on standard input.")
@on_the_desk
@click.argument("text", nargs=-1)
@click.pass_context
@explained
def explain(
    context: click.Context,
    jsonl: bool,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
    text: tuple[str, ...],
) -> None:
    """Judge a pasted error, or cases from standard input with --jsonl. Without a connection nothing is looked up."""
    services = services_of(context)
    if jsonl:
        sys.exit(answer_lines(standard_input(), services.explain, out=sys.stdout, problems=sys.stderr))
    pasted = " ".join(text)
    office = services.office(home_of(context, home))
    if not (office.connections() or connection or credential_stdin):
        tell(office.judged_by_words(pasted or all_of_standard_input()))
        say(f"{_NOTHING_LOOKED_UP.en} {TO_CONNECT.en}", err=True)
        return
    seated(office, connection=connection, credential_stdin=credential_stdin)
    tell(office.case_of(pasted or all_of_standard_input()).verdict)
    desk = office.desk()
    if desk is not None and desk.credential in _UNREAD:
        say(f"{_HELD_ONLY.en} {_UNREAD[desk.credential].en}", err=True)


def tell(verdict: Verdict) -> None:
    """Print a verdict: the sentence, its four parts, the proof once each, and what would settle what is open."""
    say(verdict.sentence.en)
    wait = f" ({verdict.retry_after_s:g} s)" if verdict.retry_after_s is not None else ""
    parts = f"acts: {verdict.acts} · charged: {verdict.charge.charge} · retry: {verdict.retry}{wait}"
    say(f"{verdict.family} · {parts} · {verdict.confidence}")
    for said in dict.fromkeys(proof.text.en for proof in verdict.proofs):
        say(f"- {said}")
    for settles in verdict.settles:
        say(f"? {settles.en}")


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="Tickets, one a line, on standard input.")
@click.option(
    "--directory",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Known owners and models.",
)
@click.pass_context
def read(context: click.Context, jsonl: bool, directory: Path | None) -> None:
    """Read tickets into lookup fields."""
    del jsonl
    services = services_of(context)
    known = _directory(directory) if directory else {}
    answer = answer_lines(
        standard_input(), lambda t: services.read(t, known), out=sys.stdout, problems=sys.stderr
    )
    sys.exit(answer)


def _directory(path: Path) -> Mapping[str, Any]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise click.BadParameter(f"{path.name} holds no JSON that can be read") from error
    if not isinstance(known, dict):
        raise click.BadParameter(f"{path.name} holds no JSON object")
    return known


@click.command()
@click.option("--jsonl", is_flag=True, help="Texts as {id, text, context?}, one a line.")
@click.pass_context
def redact(context: click.Context, jsonl: bool) -> None:
    """Redact text from standard input."""
    services = services_of(context)
    if not jsonl:
        sys.stdout.write(services.redact(all_of_standard_input(), {}))
        return
    sys.exit(
        answer_lines(
            standard_input(),
            lambda row: {"id": row["id"], "text": services.redact(_text_of(row), row.get("context") or {})},
            out=sys.stdout,
            problems=sys.stderr,
        )
    )


def _text_of(row: Mapping[str, Any]) -> str:
    text = row["text"]
    if not isinstance(text, str):
        message = "text is no string"
        raise TypeError(message)
    return text
