"""Credentials in a real gnome-keyring, each step in a process of its own on a private session bus."""

from __future__ import annotations

import json
from typing import Any

from tests.peers.keyring_bus import KeyringBus

CREDENTIAL = "sk-viewer-0123456789"


def desk(bus: KeyringBus, steps: str) -> Any:
    """Run steps with a fresh vault; they leave what they saw in `seen`."""
    code = (
        "import json\n"
        "from quotadesk.vault import KeyringVault, service_name\n"
        "from quotadesk.app.errors import VaultTrouble\n"
        f"vault, seen = KeyringVault(), []\n{steps}\nprint(json.dumps(seen))"
    )
    done = bus.run(code, seconds=40)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_credential_outlives_the_program(keyring_bus: KeyringBus) -> None:
    assert desk(keyring_bus, f"seen = [vault.safe, vault.keep('Production', '{CREDENTIAL}')]") == [True, True]
    assert desk(keyring_bus, "seen = vault.credential('Production')") == CREDENTIAL


def test_a_forgotten_credential_is_gone_for_the_next_program_too(keyring_bus: KeyringBus) -> None:
    desk(keyring_bus, f"vault.keep('Production', '{CREDENTIAL}')")
    desk(keyring_bus, "vault.forget('Production')")
    assert desk(keyring_bus, "seen = vault.credential('Production')") is None


def test_forgetting_what_was_never_kept_is_no_error(keyring_bus: KeyringBus) -> None:
    assert desk(keyring_bus, "vault.forget('Production')") == []


def test_each_connection_has_a_service_name_of_its_own(keyring_bus: KeyringBus) -> None:
    desk(keyring_bus, "vault.keep('Production', 'first'); vault.keep('测试网关', 'second')")
    desk(keyring_bus, "vault.forget('Production')")
    seen = desk(
        keyring_bus,
        "seen = [vault.credential('测试网关'), vault.credential('Production'),"
        " service_name('测试网关') != service_name('Production')]",
    )
    assert seen == ["second", None, True]


def test_a_credential_is_replaced_not_doubled(keyring_bus: KeyringBus) -> None:
    desk(keyring_bus, "vault.keep('Production', 'old')")
    desk(keyring_bus, "vault.keep('Production', 'new')")
    assert desk(keyring_bus, "seen = vault.credential('Production')") == "new"
    desk(keyring_bus, "vault.forget('Production')")
    assert desk(keyring_bus, "seen = vault.credential('Production')") is None


def test_the_keyring_file_does_not_show_the_credential(keyring_bus: KeyringBus) -> None:
    desk(keyring_bus, f"vault.keep('Production', '{CREDENTIAL}')")
    written = [path.read_bytes() for path in keyring_bus.home.rglob("*") if path.is_file()]
    assert written
    assert not any(CREDENTIAL.encode() in content for content in written)


LOCKED_STEPS = f"""
try:
    vault.keep('Production', '{CREDENTIAL}')
except VaultTrouble as trouble:
    seen = [trouble.message.en, trouble.message.zh, trouble.hint.en, trouble.hint.zh]
seen.append(vault.credential('Production'))
"""


def test_with_a_locked_keyring_a_credential_lives_for_this_session_and_the_agent_is_told(
    locked_keyring_bus: KeyringBus,
) -> None:
    *said, held = desk(locked_keyring_bus, LOCKED_STEPS)
    assert len(said) == 4
    assert all(said)
    assert not any(CREDENTIAL in sentence for sentence in said)
    assert held == CREDENTIAL


def test_reading_from_a_locked_keyring_names_the_next_step(locked_keyring_bus: KeyringBus) -> None:
    steps = """
try:
    vault.credential('Production')
except VaultTrouble as trouble:
    seen = trouble.hint.en
"""
    assert "nlock" in desk(locked_keyring_bus, steps)


def test_without_any_keyring_a_credential_lives_for_this_session(keyring_bus: KeyringBus) -> None:
    none = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    code = (
        "from quotadesk.vault import KeyringVault; vault = KeyringVault();"
        f"print(vault.safe, vault.keep('Production', '{CREDENTIAL}'), vault.credential('Production'))"
    )
    done = keyring_bus.run(f"import os; os.environ.update({none}); {code}")
    assert done.stdout.split() == ["False", "False", CREDENTIAL], done.stderr
