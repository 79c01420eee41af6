"""A value behind a name that only names secrets is masked however a log writes names and values."""

import random
import string

import pytest

from quotadesk.domain.redaction import redact
from tests.domain.redaction.labelled import SECRET

NAMES = (
    "x-api-key",
    "api_key",
    "appSecret",
    "AccessKeySecret",
    "client_secret",
    "refresh_token",
    "X-Gitlab-Token",
    "private_token",
    "encrypt_key",
    "aes_key",
    "SECRET_KEY_BASE",
    "KIMI_KEY",
    "ARK_API_KEY",
    "DEEPSEEK_TOKEN",
    "CI_JOB_TOKEN",
    "virtual_key",
    "webhook_secret",
    "redemption_code",
    "authorization_code",
)
FORMS = (
    "{0}={1}",
    "{0}: {1}",
    '"{0}":"{1}"',
    "{0} = '{1}'",
    "--{0} {1}",
    "?{0}={1}&x=1",
    "<{0}>{1}</{0}>",
    "-H '{0}: {1}'",
    "({0}={1}, retries=3)",
    r"\"{0}\":\"{1}\"",
    "{0} => {1}",
    "| {0} | {1} | ok |",
    "{0}：{1}。",
)
PASSWORDS = ("password", "DB_PASSWORD", "passwd", "管理员密码", "数据库口令")
UNWRITTEN = {
    "--{0} {1}": ("redemption_code", "authorization_code", "KIMI_KEY", "DEEPSEEK_TOKEN", *PASSWORDS[-2:]),
    "<{0}>{1}</{0}>": PASSWORDS[-2:],
}
"""Names that nobody writes in this way."""
RANDOM = random.Random(20261124)


def made(alphabet, size):
    return "".join(RANDOM.choice(alphabet) for _ in range(size))


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_masked_behind_its_name_in_every_way_of_writing(form):
    leaks = []
    for name in NAMES:
        for value in (
            made(string.ascii_letters + string.digits, 32),
            "a1" + made("0123456789abcdef", 38),
            "f3a17c52-9b0e-4d6a-8c21-" + made("0123456789abcdef", 12),
        ):
            text = f"status 401 {form.format(name, value)}"
            if value[8:20] in redact(text, secret=SECRET) and name not in UNWRITTEN.get(form, ()):
                leaks.append(text)

    assert leaks == []


@pytest.mark.parametrize("form", [form for form in FORMS if "-H" not in form])
def test_a_password_is_masked_behind_its_name_in_every_way_of_writing(form):
    leaks = []
    for name in PASSWORDS:
        for value in ("Xk7mPq2vZ", "gw@2026Root", "a8f3kq92mz"):
            text = f"status 401 {form.format(name, value)}"
            if value in redact(text, secret=SECRET) and name not in UNWRITTEN.get(form, ()):
                leaks.append(text)

    assert leaks == []


@pytest.mark.parametrize(
    "text",
    [
        "| api_key | model | status |",
        "| password | Created At | Role |",
        "<token>missing</token> <api_key>required</api_key>",
        "--api-key is required; see --password option",
        "CACHE_KEY=tokens:gpt-4o-2024-08-06:20261102 PRIMARY_KEY=id MAX_TOKENS=4096",
        "TOKEN_KEY=sha256 HASH_KEY=md5 API_TOKENS: 12000",
        "兑换码无效或已使用，请检查兑换码是否正确",
        "authorization code expired after 600 seconds, request 20260311152019000112233abCDefG",
        "base_url=os.getenv('UPSTREAM'), API_KEY = config2.secrets.get('KEY')",
        "sign: md5, signature: HMAC-SHA256, signature=none",
        "password reset-2026 link expired; passwd file /etc/passwd read-only",
        "project 20261102 done; account 42 disabled; account_id: 10086",
        "重试 3 -> 5 次; retry 2 -> 4 s backoff",
        'input: "429 Too Many Requests" query: "status:402 AND model:gpt"',
        '{"tool_calls":[],"function_call":null,"arguments":"{}"}',
    ],
)
def test_a_name_of_a_secret_without_a_secret_behind_it_is_left_alone(text):
    assert redact(text, secret=SECRET) == text
