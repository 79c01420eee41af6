"""Clean what an agent entered for a connection: address, credential and user id."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx

from quotadesk.gateways.http import is_loopback
from quotadesk.gateways.troubles import trouble

# What people copy along with the address: client settings end in /v1, browsers show pages of the console.
_TAIL = re.compile(r"(?:/v1(?:/.*)?|/v1beta(?:/.*)?|/api(?:/.*)?|/console(?:/.*)?|/panel(?:/.*)?|/login)$")
USER_HEADERS = ("New-Api-User", "Veloera-User")  # New API before rc.22, and its fork Veloera
_PRINTABLE = re.compile(r"^[\x21-\x7e]+$")


def base_url(entered: str) -> str:
    """Give scheme, host, port and any path in front of the gateway's own, without a last slash.

    Without a scheme it is https, and http for this computer. Raises NotAGateway for what is no address.
    """
    text = entered.strip().strip("\"'“”")
    if "://" not in text:
        host = text.partition("/")[0].rpartition(":")[0] or text.partition("/")[0]
        text = f"{'http' if is_loopback(host.strip('[]')) else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise trouble("bad_address") from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or " " in text:
        raise trouble("bad_address")
    shown = f"[{host}]" if ":" in host else host
    path = _TAIL.sub("", parts.path.rstrip("/")).rstrip("/")
    url = f"{parts.scheme}://{shown}{f':{port}' if port else ''}{path}"
    try:
        host.encode("idna")
        httpx.URL(url)
    except (httpx.InvalidURL, ValueError):  # a control character, a name that no host can have
        raise trouble("bad_address") from None
    return url


def travels_open(url: str) -> bool:
    """Whether a credential sent there crosses a network unencrypted."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def auth_headers(credential: str, user_id: str) -> dict[str, str]:
    """Give both headers by which all releases know a caller. Raises CredentialRefused for what no header can hold."""
    key = credential.strip()
    key = key.removeprefix("Bearer ").strip()
    if not key or key == "Bearer":
        raise trouble("credential_empty")
    if not _PRINTABLE.match(key):
        raise trouble("credential_unfit")
    user = user_id.strip()
    if user and not (user.isascii() and user.isdigit()):
        raise trouble("user_id_wrong")
    headers = {"Authorization": f"Bearer {key}"}
    return headers | {name: user for name in USER_HEADERS if user}
