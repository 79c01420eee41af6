"""Recognise the evidence that must survive: ids, model names, versions, digests, times, keys already masked.

SOFT shapes are left alone by detectors that go by context only: a value that the program knows, or a key that
announces itself by its prefix, is masked even where it looks like one of them.
"""

from __future__ import annotations

import re2

_MASK = r"(?:\*{2,}|\.{3,}|•{2,}|●{2,}|x{4,}|X{4,}|#{3,}|_{4,}|…)"
MASKED_KEY = re2.compile(
    r"(?:[A-Za-z0-9]{1,8}[-_]){0,3}[A-Za-z0-9_]{0,8}(?:" + _MASK + r"){1,2}[A-Za-z0-9_-]{0,8}"
)
"""A key of which at most eight characters stand on either side of the mask."""

_FAMILIES = (
    "gpt|chatgpt|o1|o3|o4|codex|davinci|babbage|whisper|tts|dall-e|sora|omni|text|computer-use|claude|anthropic|gemini|gemma|"
    "palm|imagen|veo|learnlm|models|llama|meta|codellama|mistral|mixtral|ministral|codestral|pixtral|magistral|devstral|"
    "qwen|qwq|qvq|wanx|wan|deepseek|glm|chatglm|cogview|cogvideox|ernie|hunyuan|doubao|seed|seedream|seedance|moonshot|"
    "kimi|minimax|abab|hailuo|speech|baichuan|yi|step|spark|sensechat|internlm|internvl|grok|command|embed|rerank|"
    "embedding|nova|titan|amazon|jamba|jurassic|phi|nemotron|dbrx|sonar|pplx|stable|sd|sdxl|flux|midjourney|mj|suno|"
    "kling|vidu|runway|luma|pika|bge|m3e|jina|gte|e5|nomic|voyage|falcon|solar|granite|olmo|starcoder|aya|arctic|gpt-oss"
)
_IDS = (
    "req|request|chatcmpl|cmpl|msg|resp|rsp|run|thread|asst|batch|call|toolu|tooluse|srvtoolu|file|gen|fp|ftjob|ft|"
    "evt|event|step|vs|vsfs|img|ig|task|video|rs|fc|ws|mcp|trace|span|conv|cs|sess_test|embd|modr|tr|job|cgt|"
    "wan|txn|ord|order|inv|in|pi|ch|re|cus|sub|price|prod|acct_test|rq|rid|log|err|incident|inc|case|ticket|pr|build|"
    "ray|cf|lb|pod|node|deploy|rev|commit|cache|ctx|usage|ratelimit|queue|worker"
)
_EVIDENCE = (
    r"\b20\d{12,}[0-9A-Za-z]{0,24}\b"
    r"|\b(?:" + _IDS + r")[-_][A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-9a-f]\b"
    r"|\bsha(?:1|224|256|384|512)[:-][0-9a-f]{7,128}\b"
    r"|\bmd5[:-][0-9a-f]{32}\b"
    r"|\b[0-9a-f]{16}-[A-Z]{3}\b"
    r"|\b[0-9a-f]{40}\b"
    r"|\bv?\d+\.\d+\.\d+(?:\.\d+)*(?:[-+][0-9a-z.-]+)?\b"
    r"|\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b"
)
_MODELS = (
    r"\b(?:[a-z0-9_.-]{1,40}/){0,3}(?:"
    + _FAMILIES
    + r")(?:[-._:/][a-z0-9.]+|[0-9]+(?:\.[0-9]+)?[a-z]{0,3}\b)+(?:[-._:@][a-z0-9.]+)*"
)
EVIDENCE = re2.compile("(?i)" + _EVIDENCE)
MODELS = re2.compile("(?i)" + _MODELS)
SOFT = re2.compile("(?i)" + _EVIDENCE + "|" + _MODELS)
