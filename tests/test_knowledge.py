"""The knowledge file: complete, cited, and honest about its own faults."""

import pytest

from quotadesk.app.errors import FaultyKnowledge
from quotadesk.domain.causes import Words
from quotadesk.domain.profile import Product
from quotadesk.domain.verdict import Acts, Family
from quotadesk.knowledge import read_knowledge

ENTRY = """
format = 1
[[cause]]
id = "our-proxy"
emitter = ["edge"]
match = [{ text = 'our corporate proxy' }]
family = "permission"
acts = "operator"
source = "internal wiki"
"""


def local(tmp_path, text):
    path = tmp_path / "causes.local.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_cause_names_its_source_and_every_family_has_its_rule():
    knowledge = read_knowledge()
    assert [c.id for c in knowledge.causes if not c.source.strip()] == []
    assert set(knowledge.families) == set(Family)


def test_every_provider_and_gateway_that_the_desk_meets_is_known():
    knowledge = read_knowledge()
    spoken = {name for cause in knowledge.causes for name in cause.emitters}
    wanted = {
        "openai",
        "azure",
        "anthropic",
        "gemini",
        "bedrock",
        "deepseek",
        "mistral",
        "cohere",
        "openrouter",
        "xai",
        "groq",
        "dashscope",
        "zhipu",
        "moonshot",
        "minimax",
        "ark",
        "siliconflow",
        "newapi",
        "oneapi",
        "onehub",
        "laisky",
        "veloera",
        "litellm",
        "portkey",
        "edge",
        "cloudflare-ai",
        "helicone",
    }
    assert wanted <= spoken


def test_a_local_file_adds_a_cause_that_goes_first(tmp_path):
    knowledge = read_knowledge(local(tmp_path, ENTRY))
    found = knowledge.candidates(Words(text="blocked by our corporate proxy"), product=Product.NEWAPI)
    assert found[0][1].id == "our-proxy"
    assert found[0][1].acts is Acts.OPERATOR


def test_a_local_entry_replaces_the_one_with_its_id(tmp_path):
    text = ENTRY.replace("our-proxy", "relay-wallet")
    knowledge = read_knowledge(local(tmp_path, text))
    assert [c.source for c in knowledge.causes if c.id == "relay-wallet"] == ["internal wiki"]


def test_a_missing_local_file_changes_nothing(tmp_path):
    ids = [[c.id for c in read_knowledge(path).causes] for path in (tmp_path / "none.toml", None)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('family = "permission"', 'family = "permissions"', "permissions"),
        ('emitter = ["edge"]', 'emitter = ["nobody"]', "unknown emitter nobody"),
        ("our corporate proxy", "our (corporate", "not valid"),
        ("our corporate proxy", "x*", "matches an empty text"),
        ('source = "internal wiki"', "", "source is needed"),
        ('acts = "operator"', 'act = "operator"', "unknown name act"),
        ("format = 1", "format = 9", "format must be 1"),
        ("[[cause]]", "[[cause", "Expected"),
        ("match = [{ text", "match = [{ statuses = [9], text", "statuses"),
    ],
)
def test_a_faulty_entry_is_named_with_its_file_and_reason(tmp_path, old, new, reason):
    with pytest.raises(FaultyKnowledge) as caught:
        read_knowledge(local(tmp_path, ENTRY.replace(old, new)))
    assert "causes.local.toml" in caught.value.message.en
    assert reason in caught.value.message.en
    assert caught.value.hint.zh


def test_a_version_outside_its_range_leaves_a_cause_out():
    knowledge = read_knowledge()
    words = Words(text="该令牌额度已用尽")
    ids = {
        v: {c.id for _, c in knowledge.candidates(words, product=Product.NEWAPI, version=v)}
        for v in ("v0.10.2", "v1.0.0", "")
    }
    assert "relay-key-exhausted" in ids["v0.10.2"]
    assert "relay-key-exhausted" in ids[""]
    assert "relay-key-exhausted" not in ids["v1.0.0"]
