"""Connect a gateway: probe it, say what is wrong or too powerful about the credential, keep both."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.app.answers import ConnectReport
from quotadesk.app.ports import Connection, Connections, OpenGateway, Vault
from quotadesk.domain.said import Said

KINDS = ("newapi", "oneapi", "litellm")

_SESSION_ONLY = Said(
    "No safe keyring was found: the credential is kept for this session only.",
    "未找到安全的系统密钥环：凭据仅在本次会话中保留。",
)


def connect(
    connection: Connection,
    credential: str,
    *,
    connections: Connections,
    vault: Vault,
    open_gateway: OpenGateway,
) -> ConnectReport:
    """Try a gateway and keep it. Nothing is kept when the gateway or the credential is refused.

    Raises NotAGateway, CredentialRefused or another GatewayTrouble.
    """
    connection = _without_extras(connection)
    gateway = open_gateway(connection, credential)
    try:
        probe = gateway.probe()
    finally:
        gateway.close()
    kept = vault.keep(connection.name, credential.strip())
    connections.save(replace(connection, profile=replace(probe.profile, reads_all=probe.may_read_all)))
    warnings = probe.warnings if kept else (*probe.warnings, _SESSION_ONLY)
    return ConnectReport(name=connection.name, probe=probe, kept=kept, warnings=warnings)


def _without_extras(connection: Connection) -> Connection:
    """Leave out what people paste along with an address (a key behind its "?") or into a field that is not used."""
    url = connection.url.partition("#")[0].partition("?")[0]
    return replace(connection, url=url, user_id=connection.user_id if connection.kind != "litellm" else "")
