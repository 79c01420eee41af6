"""Tell what a request asked for, from its path, its flags or, at last, its model's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import RequestType
from quotadesk.domain.said import Said

FROM_FLAGS = Mark(
    source=Source.INFERRED,
    why=Said("concluded from how it was billed; the row has no path", "根据计费方式推断；该行没有请求路径"),
)
FROM_MODEL = Mark(
    source=Source.INFERRED,
    why=Said("concluded from the model's name; the row has no path", "根据模型名称推断；该行没有请求路径"),
)

# (what the path begins with, type); the first that fits holds.
_PREFIXES: tuple[tuple[str, RequestType], ...] = (
    ("/v1/chat/completions", RequestType.CHAT),
    ("/pg/chat/completions", RequestType.CHAT),
    ("/v1/responses", RequestType.RESPONSES),
    ("/v1/messages", RequestType.MESSAGES),
    ("/v1/completions", RequestType.COMPLETION),
    ("/v1/embeddings", RequestType.EMBEDDING),
    ("/v1/images/", RequestType.IMAGE),
    ("/v1/edits", RequestType.IMAGE),
    ("/v1/audio/", RequestType.AUDIO),
    ("/v1/rerank", RequestType.RERANK),
    ("/rerank", RequestType.RERANK),
    ("/v1/moderations", RequestType.MODERATION),
    ("/v1/realtime", RequestType.REALTIME),
    ("/v1/video", RequestType.VIDEO),
    ("/kling/", RequestType.VIDEO),
    ("/jimeng", RequestType.VIDEO),
    ("/suno/", RequestType.MUSIC),
    ("/mj", RequestType.IMAGE),
)
# (what the path ends with, type): Gemini names the action last, and modes may stand before /mj.
_SUFFIXES: tuple[tuple[str, RequestType], ...] = (
    ("/embeddings", RequestType.EMBEDDING),
    (":embedContent", RequestType.EMBEDDING),
    (":batchEmbedContents", RequestType.EMBEDDING),
    (":predictLongRunning", RequestType.VIDEO),
    (":predict", RequestType.IMAGE),
    (":generateContent", RequestType.CHAT),
    (":streamGenerateContent", RequestType.CHAT),
)
_FLAGS: tuple[tuple[str, RequestType], ...] = (
    ("image", RequestType.IMAGE),
    ("ws", RequestType.REALTIME),
    ("audio", RequestType.AUDIO),
    ("claude", RequestType.MESSAGES),
)
# Words in a model's name; the first that fits holds. A name without any of them is a chat model.
_WORDS: tuple[tuple[RequestType, tuple[str, ...]], ...] = (
    (RequestType.MODERATION, ("moderation",)),
    (RequestType.RERANK, ("rerank",)),
    (RequestType.EMBEDDING, ("embed", "bge-", "m3e-", "gte-")),
    (RequestType.REALTIME, ("realtime",)),
    (RequestType.MUSIC, ("suno", "udio", "lyria", "chirp")),
    (RequestType.AUDIO, ("whisper", "tts", "transcribe", "speech", "-audio")),
    (
        RequestType.VIDEO,
        (
            "sora",
            "veo-",
            "veo3",
            "kling",
            "seedance",
            "hailuo",
            "vidu",
            "runway",
            "wan2",
            "cogvideo",
            "-video",
            "t2v",
            "i2v",
        ),
    ),
    (
        RequestType.IMAGE,
        (
            "dall-e",
            "-image",
            "imagen",
            "flux",
            "midjourney",
            "mj_",
            "mj-",
            "stable-diffusion",
            "sdxl",
            "seedream",
            "cogview",
            "wanx",
        ),
    ),
)


def type_of_path(path: str) -> RequestType | None:
    """Give the type that a request path names; None when it names none that is known."""
    for beginning, kind in _PREFIXES:
        if path.startswith(beginning):
            return kind
    if "/mj/" in path:
        return RequestType.IMAGE
    return next((kind for ending, kind in _SUFFIXES if path.endswith(ending)), None)


def type_of_model(model: str) -> RequestType | None:
    """Guess the type from a model's name; None without a name. To be marked as inferred."""
    if not model:
        return None
    name = model.lower()
    return next((kind for kind, words in _WORDS if any(word in name for word in words)), RequestType.CHAT)


def request_type(path: str, other: Mapping[str, Any], model: str) -> tuple[RequestType | None, Mark | None]:
    """Give the type and, where no path says it, the mark that tells how it was concluded."""
    if named := type_of_path(path):
        return named, None
    if other.get("is_task") is True:
        guessed = type_of_model(model)
        return (RequestType.VIDEO if guessed is RequestType.CHAT else guessed), FROM_MODEL
    for name, kind in _FLAGS:
        if other.get(name) is True:
            return kind, FROM_FLAGS
    guessed = type_of_model(model)
    return guessed, FROM_MODEL if guessed else None
