"""Credentials go to a safe keyring only; elsewhere they live for the session, and the desk says so."""

import os

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from quotadesk import vault
from quotadesk.app.errors import VaultLocked, VaultTrouble
from quotadesk.vault import KeyringVault, SessionVault, backend_name


class Plaintext(KeyringBackend):
    """As keyrings.alt: keeps secrets in a file in the clear."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError(service)
        del self.kept[service, username]


class Locked(Plaintext):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked

    set_password = get_password  # type: ignore[assignment]

    def _set(self, *_):
        raise keyring.errors.KeyringLocked


@pytest.fixture
def use(monkeypatch):
    def choose(backend, *, safe=False):
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        if safe:
            monkeypatch.setattr(vault, "SAFE_BACKENDS", frozenset({backend_name(backend)}))
        return backend

    return choose


@pytest.mark.parametrize("backend", [Plaintext(), NullKeyring(), NoKeyring()])
def test_a_backend_that_is_not_on_the_list_never_gets_a_credential(use, backend):
    use(backend)
    desk = KeyringVault()
    assert desk.keep("acme", "sk-secret") is False
    assert not desk.safe
    assert desk.credential("acme") == "sk-secret"
    assert KeyringVault().credential("acme") is None
    assert not getattr(backend, "kept", {})


def test_a_safe_backend_keeps_one_service_name_a_connection(use):
    backend = use(Plaintext(), safe=True)
    desk = KeyringVault()
    assert desk.keep("acme", "one") is True
    assert desk.keep("bolt", "two") is True
    assert {service for service, _ in backend.kept} == {"Quotadesk: acme", "Quotadesk: bolt"}
    assert KeyringVault().credential("bolt") == "two"
    desk.forget("acme")
    desk.forget("acme")
    assert KeyringVault().credential("acme") is None


def test_a_chain_of_backends_counts_by_its_safe_member_only(use, monkeypatch):
    unsafe, safe = NullKeyring(), Plaintext()
    monkeypatch.setattr(vault, "SAFE_BACKENDS", frozenset({backend_name(safe)}))
    chain = ChainerBackend()
    monkeypatch.setattr(ChainerBackend, "backends", [unsafe, safe])
    use(chain)
    assert KeyringVault().keep("acme", "one") is True
    assert safe.kept


def test_a_locked_keyring_tells_the_agent_to_unlock_it(use):
    use(Locked(), safe=True)
    with pytest.raises(VaultLocked) as caught:
        KeyringVault().credential("acme")
    assert "Unlock" in caught.value.hint.en


def test_a_locked_keyring_opens_one_prompt_a_session_until_it_is_asked_again(use, monkeypatch, tmp_path):
    backend = use(Locked(), safe=True)
    prompts = []
    locked = backend.get_password
    monkeypatch.setattr(backend, "get_password", lambda *of: (prompts.append(of), locked(*of)))
    desk = KeyringVault()
    for _ in range(3):
        with pytest.raises(VaultLocked):
            desk.credential("acme")
    assert len(vault.workspace_secret(desk, tmp_path / "key")()) == 32
    assert len(prompts) == 1
    desk.ask_again()
    with pytest.raises(VaultLocked):
        desk.credential("acme")
    assert len(prompts) == 2


def test_a_secret_too_long_for_every_keyring_lives_for_the_session(use):
    use(Plaintext(), safe=True)
    desk = KeyringVault()
    assert desk.keep("acme", "x" * 3000) is False
    assert desk.credential("acme") == "x" * 3000


def test_a_credential_that_the_keyring_does_not_delete_is_named_with_its_entry(use):
    class Stubborn(Plaintext):
        def delete_password(self, service, username):
            raise keyring.errors.KeyringError("no")

    use(Stubborn(), safe=True)
    with pytest.raises(VaultTrouble) as caught:
        KeyringVault().forget("acme")
    assert "Quotadesk: acme" in caught.value.hint.en


def test_a_session_forgets_with_the_program():
    session = SessionVault()
    session.keep("acme", "one")
    assert session.credential("acme") == "one"
    session.forget("acme")
    assert session.credential("acme") is None


# ---------------------------------------------------------------- the key of pseudonyms


def test_without_a_keyring_the_key_of_pseudonyms_is_the_same_at_the_next_start(use, tmp_path):
    use(NoKeyring())
    file = tmp_path / "data" / "pseudonyms.key"
    first = vault.workspace_secret(KeyringVault(), file)()
    assert len(first) == 32
    assert vault.workspace_secret(KeyringVault(), file)() == first
    assert file.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert [path.name for path in file.parent.iterdir()] == ["pseudonyms.key"]


def test_a_keyring_that_comes_later_takes_the_key_over_and_the_file_goes(use, tmp_path):
    use(NoKeyring())
    file = tmp_path / "pseudonyms.key"
    first = vault.workspace_secret(KeyringVault(), file)()
    backend = use(Plaintext(), safe=True)
    assert vault.workspace_secret(KeyringVault(), file)() == first
    assert not file.exists()
    assert list(backend.kept.values()) == [first.hex()]
    assert vault.workspace_secret(KeyringVault(), file)() == first


def test_a_locked_keyring_gives_this_session_a_key_of_its_own_and_leaves_no_file(use, tmp_path):
    use(Locked(), safe=True)
    file = tmp_path / "pseudonyms.key"
    secret = vault.workspace_secret(KeyringVault(), file)
    assert len(secret()) == 32
    assert secret() == secret()
    assert not file.exists()


def test_the_start_asks_no_keyring_for_the_key_of_pseudonyms(tmp_path):
    from quotadesk.bootstrap import office_of
    from quotadesk.places import places

    class Never(SessionVault):
        def credential(self, connection):
            pytest.fail("the start waits for the keyring")

        keep = credential

    office_of(places(tmp_path), vault=Never())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", ["", "short", "zz" * 32, "\u00e9" * 32, "ab" * 31])
def test_a_damaged_key_file_is_replaced(use, tmp_path, content):
    use(NoKeyring())
    file = tmp_path / "pseudonyms.key"
    file.write_text(content, "utf-8")
    first = vault.workspace_secret(KeyringVault(), file)()
    assert bytes.fromhex(file.read_text("ascii")) == first


def test_a_folder_that_cannot_be_written_still_gives_a_key(use, tmp_path):
    use(NoKeyring())
    (tmp_path / "data").write_text("a file where a folder should be")
    assert len(vault.workspace_secret(KeyringVault(), tmp_path / "data" / "pseudonyms.key")()) == 32
