"""For developers: python -m tests.peers.litellm up | traffic | down [--name NAME]."""

from __future__ import annotations

import argparse
import collections
import json
import sys

from tests.peers.litellm import server, traffic
from tests.peers.litellm.places import Instance
from tests.peers.processes import PeerError


def main() -> int:
    """Run one command; status 1 when it failed or a call of the scenario did not end as it should."""
    parser = argparse.ArgumentParser(prog="python -m tests.peers.litellm", description=__doc__)
    parser.add_argument("command", choices=("up", "traffic", "down"))
    parser.add_argument("--name", default="dev", help="several instances may run beside each other")
    chosen = parser.parse_args()
    instance = Instance.named(chosen.name)
    try:
        if chosen.command == "up":
            print(json.dumps(server.up(instance, keep=True), ensure_ascii=False))
        elif chosen.command == "traffic":
            return _traffic(instance)
        else:
            server.down(instance)
    except PeerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _traffic(instance: Instance) -> int:
    facts = traffic.run(instance)
    unexpected = traffic.surprises(facts)
    report = {
        "facts": str(instance.facts),
        "calls": len(facts),
        "causes": collections.Counter(fact["cause"] for fact in facts),
        "unexpected": unexpected,
        "calls_without_log_row": [fact["case"] for fact in facts if not fact["log_request_ids"]],
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if unexpected else 0


sys.exit(main())
