"""A desk at half past ten on a Monday morning in Shanghai, and the names that it knows."""

from datetime import UTC, datetime

import pytest

from quotadesk.domain.ticket import Directory, read

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
DIRECTORY = Directory(
    owners={
        "zhang.wei": ("张伟", "Zhang Wei"),
        "support-bot": ("support bot",),
        "growth-team": ("Growth",),
        "marketing": ("市场部",),
    },
    models=("gpt-4o", "gpt-4o-mini", "gpt-4.1", "claude-sonnet-4", "kling-v2"),
    groups=("vip",),
    key_names=("nightly-batch",),
)


@pytest.fixture
def reading():
    def _read(text, *, now=NOW, tz="Asia/Shanghai"):
        return read(text, now=now, tz=tz, directory=DIRECTORY)

    return _read
