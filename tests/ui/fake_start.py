"""How the invented desk comes to its gateway: locked, for a session, or by the sample."""

from __future__ import annotations

import threading

from quotadesk.app.answers import Desk
from quotadesk.app.ports import SAMPLE


class FakeStart:
    """The part of FakeDesk that opens connections; a locked keyring is open when it is asked again."""

    connected: bool
    credential: str
    name = "acme-gateway"
    asked_keyring = 0
    session_credential = ""
    keyring: threading.Event | None = None  # set when its prompt is answered
    gave_up = False

    def _desk(self) -> Desk:
        raise NotImplementedError

    def use(self, name: str) -> Desk:
        """Use a connection; the keyring is asked."""
        self.asked_keyring += 1
        self.wait_for_keyring()
        if self.asked_keyring > 1 and self.credential == "locked":
            self.credential = "kept"
        return self._desk()

    def wait_for_keyring(self) -> None:
        """Ask for the password, as long as nobody has answered or given up."""
        if self.keyring is not None and not self.gave_up:
            self.credential = "asking"
            self.keyring.wait(10)
            self.credential = "asking" if self.gave_up else "kept"

    def stop_waiting(self) -> None:
        """Go on without the keyring."""
        if self.keyring is not None:
            self.gave_up = True
            self.keyring.set()

    def use_for_session(self, name: str, credential: str) -> Desk:
        """Use a credential that is kept nowhere."""
        self.session_credential, self.credential = credential, "session"
        return self._desk()

    def try_sample(self) -> str:
        """Become the sample."""
        self.connected, self.name = True, SAMPLE
        return "Hi,\nacme-retail here, all our calls answer 429.\nWere we charged?"

    def forget_sample(self) -> None:
        """Forget it; nothing else is connected."""
        self.connected, self.name = False, "acme-gateway"
