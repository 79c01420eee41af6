"""Name the people, keys, models and channels of the sample company. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass

QUOTA_PER_UNIT = 500_000
SYSTEM_NAME = "Lanyue Model Gateway"


@dataclass(frozen=True, slots=True)
class Key:
    """A customer's key: the id and name that log rows show."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A user of the gateway. `share` is the weight of his calls; `weeks_left` his balance in weeks of spend."""

    id: int
    name: str
    display_name: str
    group: str
    keys: tuple[Key, ...]
    kinds: str  # letters of the kinds of models that he calls
    share: float
    weeks_left: float = 9.0
    subscription: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """A model as priced: `ratio` 1 = 2 USD for a million tokens; `price` USD a call where it is not below 0."""

    name: str
    kind: str  # c chat, r reasoning, i image, v video, e embedding
    path: str
    ratio: float
    completion: float
    share: float
    channels: tuple[int, ...]
    price: float = -1.0
    seconds: tuple[float, float] = (2.0, 12.0)
    tokens_in: tuple[int, int] = (400, 30_000)
    tokens_out: tuple[int, int] = (60, 2_400)


GROUP_RATIO = {"production": 1.0, "staging": 1.0, "marketing": 0.8, "support-bot": 0.9}

_CHAT = "/v1/chat/completions"
MODELS: tuple[Model, ...] = (
    Model("gpt-5.2", "c", _CHAT, 0.875, 8, 16, (12, 18, 21)),
    Model("gpt-5-mini", "c", _CHAT, 0.125, 8, 22, (12, 18)),
    Model("claude-sonnet-4-5", "c", "/v1/messages", 1.5, 5, 14, (7, 9, 15)),
    Model("gemini-2.5-flash", "c", _CHAT, 0.15, 8.33, 10, (24, 25)),
    Model("qwen3-max", "c", _CHAT, 0.6, 5, 9, (31, 32)),
    Model("deepseek-chat", "c", _CHAT, 0.14, 1.5, 12, (33, 34)),
    Model("deepseek-reasoner", "r", _CHAT, 0.14, 1.5, 8, (33, 34), seconds=(15, 95), tokens_out=(900, 7_000)),
    Model(
        "gpt-5.2-pro",
        "r",
        "/v1/responses",
        10.5,
        8,
        1.2,
        (12, 18),
        seconds=(30, 240),
        tokens_out=(900, 6_000),
    ),
    Model(
        "claude-opus-4-5", "r", "/v1/messages", 2.5, 5, 3, (7, 9), seconds=(12, 90), tokens_out=(600, 4_000)
    ),
    Model(
        "gpt-image-1",
        "i",
        "/v1/images/generations",
        2.5,
        8,
        3,
        (12, 21),
        seconds=(18, 55),
        tokens_out=(1_056, 4_160),
    ),
    Model("doubao-seedream-4-0", "i", "/v1/images/generations", 0, 0, 3, (41,), price=0.03, seconds=(6, 25)),
    Model("sora-2", "v", "/v1/videos", 0, 0, 1.1, (51,), price=0.4),
    Model("kling-v2-master", "v", "/kling/v1/videos/text2video", 0, 0, 0.7, (52,), price=1.4),
    Model(
        "text-embedding-3-large",
        "e",
        "/v1/embeddings",
        0.065,
        1,
        7,
        (12, 18),
        seconds=(0, 1),
        tokens_out=(0, 0),
    ),
    Model("grok-4", "c", _CHAT, 1.5, 5, 1, (48,)),
)
MODEL = {model.name: model for model in MODELS}


def _owner(
    number: int, name: str, shown: str, group: str, keys: str, kinds: str, share: float, **more: float
) -> Owner:
    named = tuple(Key(number * 10 + at, key) for at, key in enumerate(keys.split(), start=1))
    return Owner(number, name, shown, group, named, kinds, share, **more)  # type: ignore[arg-type]


OWNERS: tuple[Owner, ...] = (
    _owner(101, "chen_backend", "陈磊", "production", "prod-api prod-batch test-local", "cre", 16),
    _owner(102, "zhao_search", "赵敏", "production", "prod-search prod-rerank", "ce", 14),
    _owner(103, "acme_app", "Acme App", "production", "prod-app prod-app-eu test-app", "cri", 12),
    _owner(104, "liu_data", "刘洋", "production", "prod-etl", "cre", 9),
    _owner(105, "northwind", "Northwind Ltd", "production", "prod-main test-main", "cr", 8),
    _owner(106, "sun_mobile", "孙悦", "production", "prod-ios prod-android", "c", 7),
    _owner(107, "helio_games", "Helio Games", "production", "prod-npc test-npc", "ci", 6),
    _owner(108, "wang_risk", "王强", "production", "prod-risk", "r", 4),
    _owner(109, "bluepine", "Bluepine Studio", "production", "prod-render", "iv", 4),
    _owner(110, "edu_lab", "知行教育", "production", "prod-tutor test-tutor", "cr", 6, subscription=True),
    _owner(111, "he_platform", "何涛", "production", "shared-main", "c", 5),
    _owner(112, "mira_health", "Mira Health", "production", "prod-intake", "c", 3, weeks_left=0.35),
    _owner(201, "qa_wu", "吴桐", "staging", "staging-ci staging-load", "cre", 7),
    _owner(202, "qa_lin", "林静", "staging", "staging-web test-regress", "c", 5),
    _owner(203, "sre_gao", "高翔", "staging", "staging-canary", "c", 3),
    _owner(204, "intern_xu", "徐晨", "staging", "test-play", "cr", 1),
    _owner(301, "mei_design", "梅婷", "marketing", "prod-video prod-poster", "iv", 3),
    _owner(302, "ads_zhou", "周凯", "marketing", "prod-copy test-copy", "ci", 4),
    _owner(303, "brand_ye", "叶青", "marketing", "prod-brand", "iv", 1.5),
    _owner(304, "growth_luo", "罗岚", "marketing", "prod-mail", "c", 2, weeks_left=0.0),
    _owner(305, "event_tang", "唐果", "marketing", "prod-event", "iv", 1),
    _owner(401, "cs_bot_cn", "客服机器人（中文）", "support-bot", "prod-bot-cn staging-bot-cn", "ce", 18),
    _owner(402, "cs_bot_en", "Support bot (EN)", "support-bot", "prod-bot-en staging-bot-en", "ce", 12),
    _owner(403, "cs_voice", "语音客服", "support-bot", "prod-voice", "c", 4),
    _owner(404, "kb_sync", "知识库同步", "support-bot", "prod-kb", "e", 4),
)
OWNER = {owner.name: owner for owner in OWNERS}

CHANNEL_NAMES = {
    7: "anthropic-a", 9: "anthropic-b", 12: "openai-a", 15: "bedrock-us", 18: "openai-b", 21: "azure-east",
    24: "google-a", 25: "google-b", 31: "dashscope-a", 32: "dashscope-b", 33: "deepseek-a", 34: "deepseek-b",
    41: "ark-image", 48: "xai-a", 51: "openai-video", 52: "kling-a",
}  # fmt: skip
