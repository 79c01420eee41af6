"""Open the window over the invented desk in a process of its own, for tests at a real X server."""

from __future__ import annotations

import sys

from quotadesk.ui.application import run
from tests.ui.fake_desk import FakeDesk

if __name__ == "__main__":
    sys.exit(run(FakeDesk().abilities(), language="en", scheme="light"))
