"""Connect a gateway: probe it, say what is wrong or too powerful about the credential, keep both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quotadesk.app.answers import ConnectReport
from quotadesk.app.errors import FaultySettings
from quotadesk.app.ports import Connection, Connections, OpenGateway, Vault
from quotadesk.domain.profile import Profile
from quotadesk.domain.said import Said

ASKABLE = frozenset({"error_log", "consume_log", "bills_on_disconnect"})
KINDS = ("newapi", "oneapi", "litellm")

_SESSION_ONLY = Said(
    "No safe keyring was found: the credential is kept for this session only.",
    "未找到安全的系统密钥环：凭据仅在本次会话中保留。",
)

_NO_NAME = Said("A connection needs a name on one line.", "连接需要一个单行的名称。")
_NAME_IT = Said("Give it a short name, such as production.", "请取一个简短的名称，例如 production。")


class Nowhere:
    """A vault that keeps nothing: its credentials live as long as the connection is open."""

    safe = False

    def keep(self, connection: str, credential: str) -> bool:
        """Keep nothing."""
        del connection, credential
        return False

    def credential(self, connection: str) -> str | None:
        """Hold nothing."""
        del connection
        return None

    def forget(self, connection: str) -> None:
        """Forget nothing."""
        del connection

    def ask_again(self) -> None:
        """Ask nobody."""


def connect(
    connection: Connection,
    credential: str,
    *,
    connections: Connections,
    vault: Vault,
    open_gateway: OpenGateway,
) -> ConnectReport:
    """Try a gateway and keep it. Nothing is kept when the gateway or the credential is refused.

    Raises FaultySettings for a name that cannot be shown, NotAGateway, CredentialRefused or another GatewayTrouble.
    """
    if not connection.name or not connection.name.isprintable():
        raise FaultySettings(_NO_NAME, _NAME_IT)
    connection = _without_extras(connection)
    gateway = open_gateway(connection, credential)
    try:
        probe = gateway.probe()
    finally:
        gateway.close()
    kept = vault.keep(connection.name, credential.strip())
    profile = replace(probe.profile, reads_all=probe.may_read_all)
    before = next((c.profile for c in connections.all() if c.name == connection.name), None)
    if before is not None:
        profile = answered(profile, {name: getattr(before, name) for name in before.asked})
    connections.save(replace(connection, profile=profile))
    warnings = probe.warnings if kept else (*probe.warnings, _SESSION_ONLY)
    return ConnectReport(name=connection.name, probe=probe, kept=kept, warnings=warnings)


def answered(profile: Profile, answers: Mapping[str, bool | None]) -> Profile:
    """Put what an agent answered into a profile. What a probe found out by itself is never overruled.

    None takes an earlier answer back.
    """
    open_: dict[str, Any] = {
        n: v
        for n, v in answers.items()
        if n in ASKABLE and (n in profile.asked or getattr(profile, n) is None)
    }
    asked = (profile.asked - open_.keys()) | {n for n, v in open_.items() if v is not None}
    return replace(profile, asked=frozenset(asked), **open_)


def _without_extras(connection: Connection) -> Connection:
    """Leave out what people paste along with an address (a key behind its "?") or into a field that is not used."""
    url = connection.url.partition("#")[0].partition("?")[0]
    return replace(connection, url=url, user_id=connection.user_id if connection.kind != "litellm" else "")
