"""Name every address of a LiteLLM proxy that may be read, and what a viewer key needs."""

from __future__ import annotations

from enum import StrEnum


class Route(StrEnum):
    """Every address that can be read. `/spend/logs`, `/health` and model calls are not among them."""

    READY = "/health/readiness"
    LOGS = "/spend/logs/v2"
    OLD_LOGS = "/spend/logs/ui"  # before 1.90; its rows hold prompts, which the decoder never looks at
    KEYS = "/key/list"
    KEY = "/key/info"
    USERS = "/user/list"
    TEAMS = "/team/list"
    MODELS = "/v1/model/info"


# What a viewer key needs, and no more
NEEDED = frozenset({Route.LOGS, Route.KEYS, Route.KEY, Route.USERS, Route.TEAMS, Route.MODELS})
HARMLESS = NEEDED | {
    "/user/info",
    "/v2/user/info",
    "/team/info",
    "/user/daily/activity",
    Route.OLD_LOGS,
    Route.READY,
}
