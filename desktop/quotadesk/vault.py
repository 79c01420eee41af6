"""Keep credentials in the operating system's keyring, or for this session only where no safe keyring exists."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotadesk.app.errors import VaultLocked, VaultTrouble
from quotadesk.domain.said import Said

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from quotadesk.app.ports import Vault

# Backends that encrypt and ask the user's own session. Any other one (plaintext files, null) is refused: with
# `keyrings.alt` installed and no Secret Service, keyring silently writes plaintext.
SAFE_BACKENDS = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)
LONGEST = 2_560  # bytes per secret in the Windows vault
_USER = "credential"
_LOCKED = Said("The keyring is locked.", "系统密钥环已锁定。")
_UNLOCK = Said(
    "Unlock it (log in to the desktop session or open the keyring manager) and try again.",
    "请解锁（登录桌面会话或打开密钥环管理器）后重试。",
)


def service_name(connection: str) -> str:
    """Give the keyring's service name of a connection."""
    return f"Quotadesk: {connection}"


class SessionVault:
    """Credentials in memory only: for `demo`, for scripts, and where no safe keyring exists."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    @property
    def safe(self) -> bool:
        """Say that nothing outlives this session."""
        return False

    def keep(self, connection: str, credential: str) -> bool:
        """Keep a credential until the program ends."""
        self._held[connection] = credential
        return False

    def credential(self, connection: str) -> str | None:
        """Give the credential of a connection."""
        return self._held.get(connection)

    def forget(self, connection: str) -> None:
        """Drop the credential of a connection."""
        self._held.pop(connection, None)

    def ask_again(self) -> None:
        """Ask nobody: nothing here is ever locked."""


class KeyringVault:
    """Credentials in the operating system's keyring, one service name a connection. Never call on the GUI thread.

    The first call imports keyring and may take 0.1 s. Falls back to the session when the backend is not safe.
    A keyring that was found locked is not read again before `ask_again`: each reading opens the system's prompt.
    """

    def __init__(self) -> None:
        self._session = SessionVault()
        self._backend: KeyringBackend | None = None
        self._looked = False
        self._lock = threading.Lock()
        self._asking = threading.Lock()  # one prompt at a time
        self._locked = False

    @property
    def safe(self) -> bool:
        """Whether a safe keyring is there."""
        return self._safe_backend() is not None

    def _safe_backend(self) -> KeyringBackend | None:
        with self._lock:
            if not self._looked:
                self._backend = find_safe_backend()
                self._looked = True
            return self._backend

    def keep(self, connection: str, credential: str) -> bool:
        """Keep a credential; False = for this session only. Raises VaultLocked."""
        self._session.keep(connection, credential)
        backend = self._safe_backend()
        if backend is None or len(credential.encode()) > LONGEST:
            return False
        from keyring.errors import InitError, KeyringError, KeyringLocked

        try:
            backend.set_password(service_name(connection), _USER, credential)
        except (KeyringLocked, InitError) as error:
            raise VaultLocked(_LOCKED, _UNLOCK) from error
        except KeyringError:
            return False
        self._locked = False
        return True

    def credential(self, connection: str) -> str | None:
        """Give the credential of a connection, or None. Raises VaultLocked."""
        held = self._session.credential(connection)
        backend = self._safe_backend()
        if held is not None or backend is None:
            return held
        with self._asking:
            found = self._read(backend, connection)
        if found is not None:
            self._session.keep(connection, found)
        return found

    def _read(self, backend: KeyringBackend, connection: str) -> str | None:
        from keyring.errors import InitError, KeyringError, KeyringLocked

        if self._locked:
            raise VaultLocked(_LOCKED, _UNLOCK)
        try:
            return backend.get_password(service_name(connection), _USER)
        except (KeyringLocked, InitError) as error:
            self._locked = True
            raise VaultLocked(_LOCKED, _UNLOCK) from error
        except KeyringError:
            return None

    def ask_again(self) -> None:
        """Let the next reading ask a keyring that was found locked."""
        self._locked = False

    def forget(self, connection: str) -> None:
        """Delete the credential of a connection; one that is not there is no error. Raises VaultTrouble."""
        self._session.forget(connection)
        backend = self._safe_backend()
        if backend is None:
            return
        from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordDeleteError

        try:
            backend.delete_password(service_name(connection), _USER)
        except PasswordDeleteError:
            return
        except (KeyringLocked, InitError) as error:
            raise VaultLocked(_LOCKED, _UNLOCK) from error
        except KeyringError as error:
            raise VaultTrouble(
                Said(
                    f"The keyring did not delete the credential of “{connection}”.",
                    f"密钥环未能删除“{connection}”的凭据。",
                ),
                Said(
                    f"Delete “{service_name(connection)}” in the keyring manager, then forget the connection again.",
                    f"请在密钥环管理器中删除“{service_name(connection)}”，然后再次移除该连接。",
                ),
            ) from error


# ---------------------------------------------------------------- the key of pseudonyms

PSEUDONYMS = "workspace pseudonyms"
_KEY_BYTES = 32


def workspace_secret(vault: Vault, file: Path) -> Callable[[], bytes]:
    """Give the key of this workspace's pseudonyms, which is asked for when it is first needed, never at the start.

    It lies in the keyring or, where there is none, in `file` (mode 0600): it opens nothing, it only makes one value
    look alike in all notes. With a locked keyring this session has a key of its own. docs/decisions/0031.
    """

    @cache
    def secret() -> bytes:
        fresh, held = secrets.token_hex(_KEY_BYTES), None
        try:
            held = vault.credential(PSEUDONYMS)
            if not _is_key(held):
                held = _read_key(file) or fresh
                if vault.keep(PSEUDONYMS, held):
                    file.unlink(missing_ok=True)  # a keyring came: the file has done its work
                else:
                    held = _write_key(file, held)
        except (VaultTrouble, OSError):
            pass  # then with what was found, or with this session's own
        return bytes.fromhex(held if held and _is_key(held) else fresh)

    return secret


def _is_key(text: str | None) -> bool:
    try:
        return len(bytes.fromhex(text or "")) == _KEY_BYTES
    except ValueError:
        return False


def _read_key(file: Path) -> str | None:
    try:
        text = file.read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if _is_key(text) else None


def _write_key(file: Path, key: str) -> str:
    """Write the key unless another process was faster; gives the one that is in the file."""
    held = _read_key(file)
    if held is None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as writing:
            writing.write(key)
        new.replace(file)
    return held or key


def find_safe_backend() -> KeyringBackend | None:
    """Give the keyring backend in use when it is on the allow-list; a chain counts by its safe members only."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - a backend that cannot be loaded, whatever the reason, is no safe one
        return None
    members = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    return next((b for b in members if backend_name(b) in SAFE_BACKENDS), None)


def backend_name(backend: object) -> str:
    """Give the full class name by which backends are allowed."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
