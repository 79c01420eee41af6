"""The teams, users and keys of the LiteLLM peer, as data, and the few writes that make them."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import httpx

from tests.peers.litellm.places import VERSION
from tests.peers.processes import PeerError

Fields = dict[str, Any]

VIEWER_ROUTES = (
    "/spend/logs/v2",
    "/key/list",
    "/key/info",
    "/user/list",
    "/user/info",
    "/v2/user/info",
    "/team/list",
    "/team/info",
    "/user/daily/activity",
    "/v1/model/info",
)
"""All that a support client needs; nothing that reads prompts, calls a model or changes anything."""

TEAMS: dict[str, Fields] = {  # alias: what /team/new is given
    "support-bot": {
        "max_budget": 50,
        "budget_duration": "30d",
        "tpm_limit": 500000,
        "rpm_limit": 2000,
        "metadata": {"environment": "production", "group": "vip"},
    },
    "marketing": {"max_budget": 0.0001, "budget_duration": "7d", "metadata": {"environment": "staging"}},
}
USERS: dict[str, Fields] = {  # user_id: what /user/new is given
    "alice": {"user_email": "alice@example.invalid", "user_alias": "Alice", "max_budget": 20},
    "bob": {"user_email": "bob@example.invalid", "user_alias": "Bob", "max_budget": 0.0001},
    "chenjing": {"user_email": "chenjing@example.invalid", "user_alias": "陈静", "max_budget": 5},
    "support-viewer": {
        "user_email": "support@example.invalid",
        "user_alias": "Support desk",
        "user_role": "proxy_admin_viewer",
    },
}
KEYS: dict[str, Fields] = {  # alias: what /key/generate is given; team: by alias
    "prod-support-bot": {
        "user_id": "alice",
        "team": "support-bot",
        "max_budget": 30,
        "budget_duration": "30d",
        "rpm_limit": 5000,
        "tpm_limit": 900000,
        "metadata": {"environment": "production", "owner": "alice", "project": "helpdesk-ai"},
    },
    "staging-support-bot": {
        "user_id": "alice",
        "team": "support-bot",
        "metadata": {"environment": "staging"},
    },
    "alice-personal": {"user_id": "alice"},
    "客服-生产": {"user_id": "chenjing", "metadata": {"environment": "production", "project": "在线客服"}},
    "low-balance": {"user_id": "alice", "max_budget": 0.00025, "soft_budget": 0.0002},
    "tiny-budget": {"user_id": "alice", "max_budget": 0.0001, "soft_budget": 0.00005},
    "marketing-batch": {"user_id": "alice", "team": "marketing"},
    "bob-key": {"user_id": "bob"},
    "reserve": {"user_id": "alice", "max_budget": 0.001},
    "rpm3": {"user_id": "alice", "rpm_limit": 3},
    "tpm-small": {"user_id": "alice", "tpm_limit": 50},
    "parallel1": {"user_id": "alice", "max_parallel_requests": 1},
    "only-cheap": {"user_id": "alice", "models": ["cheap-chat"]},
    "expired": {"user_id": "alice", "duration": "1s"},
    "blocked": {"user_id": "alice"},
    "viewer": {"user_id": "support-viewer", "allowed_routes": list(VIEWER_ROUTES)},
    "viewer-unrestricted": {"user_id": "support-viewer"},
}


def seed(base_url: str, master_key: str) -> Fields:
    """Make teams, users and keys on an empty proxy.

    Gives base_url, viewer_key, viewer_unrestricted_key, master_key, started_at (UTC), litellm_version, teams
    (with team_id), users, and keys (alias: key, hash and what the key was made with).
    """
    with httpx.Client(
        base_url=base_url, headers={"Authorization": f"Bearer {master_key}"}, timeout=30, trust_env=False
    ) as client:
        teams = {
            alias: {"team_id": _new_team(client, alias, fields), **fields} for alias, fields in TEAMS.items()
        }
        for user_id, fields in USERS.items():
            _post(
                client,
                "/user/new",
                {"user_role": "internal_user", **fields, "user_id": user_id, "auto_create_key": False},
            )
        keys = {alias: _new_key(client, alias, dict(fields), teams) for alias, fields in KEYS.items()}
        _post(client, "/key/block", {"key": keys["blocked"]["key"]})
    return {
        "base_url": base_url,
        "viewer_key": keys["viewer"]["key"],
        "viewer_unrestricted_key": keys["viewer-unrestricted"]["key"],
        "master_key": master_key,
        "started_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "litellm_version": VERSION,
        "teams": teams,
        "users": USERS,
        "keys": keys,
    }


def _new_team(client: httpx.Client, alias: str, fields: Fields) -> str:
    return str(_post(client, "/team/new", {"team_alias": alias, **fields})["team_id"])


def _new_key(client: httpx.Client, alias: str, fields: Fields, teams: dict[str, Fields]) -> Fields:
    team = fields.pop("team", None)
    if team:
        fields["team_id"] = teams[team]["team_id"]
    raw = str(_post(client, "/key/generate", {"key_alias": alias, **fields})["key"])
    return {"key": raw, "hash": hashlib.sha256(raw.encode()).hexdigest(), "team": team, **fields}


def _post(client: httpx.Client, path: str, body: Fields) -> Fields:
    answer = client.post(path, json=body)
    if answer.status_code != 200:
        raise PeerError(f"{path} {body}: {answer.status_code} {answer.text[:300]}")
    made: Fields = answer.json()
    return made
