"""What the redaction finds and keeps on the labelled texts, beside tools made for secrets, and how fast it is."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.results import Result

LABELLED = Path(__file__).parents[1] / "tests" / "labelled" / "redaction"
SETS = ("dev", "own", "blind")
COLUMNS = ("recall_secret", "recall_private", "keep", "clean", "carrier")

Texts = dict[str, str]


def redaction() -> Iterator[Result]:
    """Give every column of the scorer against each peer that is installed, then p95 per text and MB/s."""
    scorer = _scorer()
    for name in SETS:
        records = [json.loads(line) for line in (LABELLED / f"{name}.jsonl").open(encoding="utf-8")]
        ours, times = _ours(records)
        mine = scorer.score(records, ours, True)
        for peer, run in _peers().items():
            theirs = scorer.score(records, run(records), True)
            for column in COLUMNS:
                yield Result(
                    name=f"{name}: {column} against {peer} (%)", value=mine[column], peer=theirs[column]
                )
        size = sum(len(r["text"].encode()) for r in records)
        yield Result(
            name=f"{name}: p95 per text against 5 ms (ms)",
            value=quantiles(times, n=20)[-1],
            peer=5.0,
            target=1.0,
        )
        yield Result(
            name=f"{name}: speed against 0.1 (MB/s)",
            value=size / 1e3 / sum(times),
            peer=0.1,
            target=1.0,
            at_least=True,
        )


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", LABELLED / "score.py")
    if spec is None or spec.loader is None:
        message = f"no scorer in {LABELLED}"
        raise FileNotFoundError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ours(records: list[Mapping[str, Any]]) -> tuple[Texts, list[float]]:
    from quotadesk.domain.redaction import redact

    redact(records[0]["text"], {})
    texts, times = {}, []
    for record in records:
        began = time.perf_counter()
        texts[record["id"]] = redact(record["text"], record.get("context") or {})
        times.append((time.perf_counter() - began) * 1000)
    return texts, times


def _peers() -> dict[str, Callable[[list[Mapping[str, Any]]], Texts]]:
    """Give the peers that are installed; gitleaks is a program of its own and only used where it is on the path."""
    peers = {}
    if importlib.util.find_spec("detect_secrets"):
        peers["detect-secrets"] = _detect_secrets
    else:
        print("detect-secrets is not installed: left out", file=sys.stderr)
    if shutil.which("gitleaks"):
        peers["gitleaks' rules"] = _gitleaks
    else:
        print("gitleaks is not on the path: left out", file=sys.stderr)
    return peers


def _detect_secrets(records: list[Mapping[str, Any]]) -> Texts:
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import default_settings

    texts = {}
    with default_settings():
        for record in records:
            text = record["text"]
            found = [s.secret_value for line in text.split("\n") for s in scan_line(line) if s.secret_value]
            for secret in found:
                text = text.replace(secret, "[X]")
            texts[record["id"]] = text
    return texts


def _gitleaks(records: list[Mapping[str, Any]]) -> Texts:
    texts = {r["id"]: r["text"] for r in records}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8")
        report = Path(folder) / "report.json"
        subprocess.run(
            ["gitleaks", "dir", folder, "--no-banner", "-r", str(report), "--exit-code", "0", "-l", "error"],
            check=True,
        )
        for finding in json.loads(report.read_text("utf-8")):
            name = Path(finding["File"]).stem
            if name in texts:
                texts[name] = texts[name].replace(finding["Secret"], "[X]")
    return texts
