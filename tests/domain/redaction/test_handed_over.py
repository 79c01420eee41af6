"""Secrets as people and programs hand them over: in other languages, as options of commands, in pairs, in quotes."""

import pytest

from quotadesk.domain.redaction import redact
from tests.domain.redaction.labelled import SECRET

WORD = "Zk8!vQw2Lm"
KEY = "8fK2mQ9zLx0PvT4nBw7YcR5dS1aG3hJ6"


@pytest.mark.parametrize(
    "text",
    [
        "Kennwort: {}",
        "Das Passwort lautet {}",
        "La contraseña es {} y falla",
        "mot de passe du compte ops : {}",
        "ПАРОЛЬ: {}",
        "Пароль: {}",
        "パスワードは {} です",
        "비밀번호: {}",
        "初始密码「{}」，请修改",
        "账号/密码：ops / {}",
        "pw: {}",
        "CREATE USER ops IDENTIFIED BY '{}'",
        'source.setPassword("{}");',
        "docker login -u ops -p {} hub",
        'echo "{}" | docker login -u ops --password-stdin',
        "curl -sku 'ops:{}' https://gate",
        "curl -s https://gate \\\n  -u ops:{}",
        "http -a ops:{} https://gate",
    ],
)
def test_a_password_is_hidden_however_it_is_handed_over(text):
    assert WORD not in redact(text.format(WORD), secret=SECRET)


@pytest.mark.parametrize(
    "text",
    [
        "Ключ доступа: {}",
        "clé API : {}",
        "APIキー：{}",
        "der Schlüssel lautet {}",
        "wandb login {}",
        "AK/SK：JSNDHPBSCYQA1BSX9CC4 / {}",
        'The secret I use is "{}"',
        "Key1: {}",
        "define('API_KEY', '{}');",
    ],
)
def test_a_key_is_hidden_however_it_is_handed_over(text):
    assert KEY not in redact(text.format(KEY), secret=SECRET)


@pytest.mark.parametrize("password", ["password", "a", "hunter22"])
def test_the_password_of_curl_is_hidden_even_when_it_is_a_word(password):
    assert redact(f"curl -u login:{password} https://gate", secret=SECRET).startswith(
        "curl -u login:[PASSWORD"
    )


@pytest.mark.parametrize(
    "text",
    [
        "授权码：uiiiuqijtjggsijg",
        "Gmail app password: qwer tyui asdf zxcv",
        "ops:$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    ],
)
def test_the_letters_of_a_mail_provider_and_the_hash_of_a_password_are_hidden(text):
    assert "[PASSWORD" in redact(text, secret=SECRET)


@pytest.mark.parametrize(
    "text",
    [
        "Das Passwort ist Pflichtfeld",
        "contraseña: obligatoria, mínimo 8 caracteres",
        "пароль должен содержать 8 символов",
        "密码“不能为空”",
        "chave: gpt-4o-2024-08-06",
        "clave: primary_key_2",
        "docker run -u 1000:1000 image",
        "docker exec -u root:root app sh",
        'curl -u "$USER:$PASS" https://gate.example',
        'element.setAttribute("publicKeyToken", "6595b64144ccf1df")',
        "a dynamic library identified by 'name'",
        "the seed phrase has twelve words",
        "password `min_length=12` rule",
    ],
)
def test_what_only_speaks_of_a_password_or_a_key_stays(text):
    assert redact(text, secret=SECRET) == text
