"""Commands that judge, read or redact text: one by one, or as JSON lines in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from quotadesk.cli.lines import answer_lines, standard_input
from quotadesk.cli.opening import explained, on_the_desk, open_desk, services_of
from quotadesk.domain.verdict import Verdict


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
    """Judge a pasted error, or cases from standard input with --jsonl."""
    services = services_of(context)
    if jsonl:
        sys.exit(answer_lines(standard_input(), services.explain, out=sys.stdout, problems=sys.stderr))
    office = open_desk(context, home=home, connection=connection, credential_stdin=credential_stdin)
    tell(office.case_of(" ".join(text) or sys.stdin.read()).verdict)


def tell(verdict: Verdict) -> None:
    """Print a verdict: the sentence, its four parts, the proof once each, and what would settle what is open."""
    click.echo(verdict.sentence.en)
    wait = f" ({verdict.retry_after_s:g} s)" if verdict.retry_after_s is not None else ""
    parts = f"acts: {verdict.acts} · charged: {verdict.charge.charge} · retry: {verdict.retry}{wait}"
    click.echo(f"{verdict.family} · {parts} · {verdict.confidence}")
    for said in dict.fromkeys(proof.text.en for proof in verdict.proofs):
        click.echo(f"- {said}")
    for settles in verdict.settles:
        click.echo(f"? {settles.en}")


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
    known: Mapping[str, Any] = json.loads(directory.read_text("utf-8")) if directory else {}
    answer = answer_lines(
        standard_input(), lambda t: services.read(t, known), out=sys.stdout, problems=sys.stderr
    )
    sys.exit(answer)


@click.command()
@click.option("--jsonl", is_flag=True, help="Texts as {id, text, context?}, one a line.")
@click.pass_context
def redact(context: click.Context, jsonl: bool) -> None:
    """Redact text from standard input."""
    services = services_of(context)
    if not jsonl:
        sys.stdout.write(services.redact(sys.stdin.read(), {}))
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
