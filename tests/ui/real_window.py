"""Open the window over the invented desk in a process of its own, for tests at a real X server."""

from __future__ import annotations

import argparse
import sys

from quotadesk.ui.application import run
from tests.ui.fake_cases import a_day_of_cases
from tests.ui.fake_desk import FakeDesk

if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--start")
    asked.add_argument("--language", default="en")
    wanted = asked.parse_args()
    desk = FakeDesk(cases=a_day_of_cases()) if wanted.start else FakeDesk()
    sys.exit(run(desk.abilities(), language=wanted.language, scheme="light", start=wanted.start))
