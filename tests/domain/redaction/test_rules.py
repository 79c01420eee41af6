"""Rules that no labelled text shows alone: what is masked, and which neighbour of it must stay readable."""

import pytest

from quotadesk.domain.redaction import Kind, masked, redact
from tests.domain.redaction.labelled import SECRET


def kinds(text):
    return [value.kind for value in masked(text, secret=SECRET).values]


def with_owner(owner, text):
    return redact(text, {"known": [{"label": "OWNER", "value": owner}]}, secret=SECRET)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("上游是 极速云API，他们还没恢复", Kind.CHANNEL),
        ("供应商 蓝鲸云 今天挂了", Kind.CHANNEL),
        ("渠道：特惠香港A", Kind.CHANNEL),
        ("我是王小明，我的密钥失效了", Kind.PERSON),
        ("军字第1234567号", Kind.ID_NUMBER),
        ("please ship to 742 Evergreen Terrace, Springfield", Kind.ADDRESS),
        ("发票寄到：成都市武侯区天府三街635号8栋", Kind.ADDRESS),
        ("login admin / Xy7#kQ2p", Kind.PASSWORD),
        ('{"k":"9aKf2LmQ7xTzR4bVn8YcW1dE"}', Kind.API_KEY),
        ("密钥：Maple_Nq2fzhdUP#1", Kind.API_KEY),
        ("in organization org-jiuMxhZWVVsIpa2wqjZZeFcP on requests", Kind.UPSTREAM),
        ("是\x1b[31msk-zhxealwbbuotdvqblbemygolfwslzwkxljiahicrjqvkuczn\x1b[0m", Kind.API_KEY),
        ("write to wang.lei at gmail.com", Kind.EMAIL),
        ("Hi, this is Emily Zhang from Acme", Kind.PERSON),
        ("Regards,\nDavid Brown", Kind.PERSON),
        ("Your credit balance is too low: $3.21", Kind.BALANCE),
        ("您的账户余额为负（-0.56元）", Kind.BALANCE),
        ('"channel":{"id":12,"name":"云-备用2"}', Kind.CHANNEL),
        ('The user asked: "how to hide assets before divorce"', Kind.PROMPT),
        ("input='translate this contract into French please'", Kind.PROMPT),
        ("加我V：abc12345", Kind.SOCIAL_ID),
        ("redis://default:hT6#vv81Lq@redis-master:6379/0", Kind.PASSWORD),
        ("passwd w9Hq!44zLmT rejected for root", Kind.PASSWORD),
        ("notify?order=88&sign=3d645cdde83d44f252fff10372a6281a&v=2", Kind.SESSION),
        ("reported by Marek Wiśniewski on Monday", Kind.PERSON),
        ('{"user_name":"诸葛明","quota":500000}', Kind.PERSON),
        ("Amex 3777 593290 62059 3DS required", Kind.CARD),
        ("your organization e3fb8e14-2605-46b2-ae2e-f6a33c43b263 was disabled", Kind.UPSTREAM),
        ("Consumer 'project_number:963569917889' suspended", Kind.UPSTREAM),
        ("重试渠道：1270->4570->7705", Kind.CHANNEL),
        ('"渠道":"claude-max-hk"', Kind.CHANNEL),
        ("账户余额（289.51）", Kind.BALANCE),
        ("余额不足，当前 12.06", Kind.BALANCE),
        ("负责人：Wei Zhang", Kind.PERSON),
        ('{"phone_number":"+852 6123 4567"}', Kind.PHONE),
        ('{"type":"response.output_text.delta","delta":"Your severance is four months"}', Kind.PROMPT),
        ("IP地址113.88.12.6被封禁", Kind.IP),
        ("客户,模型\n王梓萌,gpt-4o", Kind.PERSON),
        ("| user | balance |\n|---|---|\n| u1001 | ¥382.11 |", Kind.BALANCE),
        ("渠道,耗时\naws-kr-pool-3,2201ms", Kind.CHANNEL),
        ('model,prompt\ngpt-4o,"我的工资条, 能不能给我看看"', Kind.PROMPT),
        ("gemini-tokyo-night-42 渠道已禁用", Kind.CHANNEL),
        ("渠道 openai-eastus-spare-17 返回 429", Kind.CHANNEL),
        ("error sending request for url (https://a1.relay-hub.top/v1/models)", Kind.UPSTREAM),
        ("Amara Ndiaye wrote: still 429", Kind.PERSON),
        ("C:\\Users\\Amara Ndiaye\\app.log", Kind.PERSON),
        ("Human: read my contract to me\nAssistant:", Kind.PROMPT),
    ],
)
def test_what_names_a_person_a_supplier_or_a_secret_in_prose_is_masked(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "上游是官方直连，没有问题",
        "上游是不是挂了？",
        "上游：429 Too Many Requests",
        "供应商问题，请稍后重试",
        "我是管理员",
        "我是包月用户",
        "我是方案B",
        "密钥：prod-web-01",
        "user alice / gpt-4o-mini",
        "failed at api.openai.com",
        "error at java.io.FileReader.read",
        'curl -H "Authorization: Bearer sk-xxxxxxxxxxxxxxxxxxxxxxxx"',
        "at process.processTicksAndRejections (node:internal/process/task_queues:105:5)",
        "This is Visual Studio Code.",
        "Dear Customer, thank you",
        "余额不足，需要 0.5 元",
        "input=gpt-4o output=12",
        "deployment 2026-12-27T01:33:10.123Z",
        "account 1700405722212",
        "sdk 4.12.1.3, driver 1.2.3.4",
        'base_url=os.getenv("BASE_URL")',
        "thought signature missing in functionCall part",
        "新用户额度: 500000",
        "套餐渠道 2026-10 结算",
        "claude-sonnet-4 渠道 2 个，gpt-4-32k 渠道 1 个",
        "| Model | Channel |\n|---|---|\n| gpt-4o | OpenAI |",
        "客户,模型\n平台,gpt-4o",
        "/home/deploy/app.log C:\\Users\\Default User\\x",
        "版本1.2.3.4已发布",
        "reported by monitoring at 11:20, signed by Let's Encrypt",
        "Budget has been exceeded! Current cost: 20.0461646, Max budget: 20.0",
    ],
)
def test_what_only_looks_like_one_stays(text):
    assert redact(text, secret=SECRET) == text


@pytest.mark.parametrize(
    ("owner", "text"),
    [
        ("rate", "429 rate_limit_exceeded"),
        ("insufficient", "insufficient_user_quota"),
        ("mini", "model gpt-4o-mini"),
        ("openai", "openai_error"),
        ("test", "request req_test_92"),
    ],
)
def test_an_owner_named_like_a_common_word_is_not_cut_out_of_a_code_or_an_id(owner, text):
    assert with_owner(owner, text) == text


@pytest.mark.parametrize("text", ["rate", "rate: 5", "(rate)", "rate_prod", "Rate said", "rate，", "a rate"])
def test_an_owner_named_like_a_common_word_is_masked_where_he_stands_alone(text):
    assert "rate" not in with_owner("rate", text).lower()


@pytest.mark.parametrize("text", ["zhangwei_key", "zhangwei2024", "user-zhangwei", "order_zhangwei_20240501"])
def test_an_owner_with_a_name_of_his_own_is_masked_wherever_he_stands(text):
    assert "zhangwei" not in with_owner("zhangwei", text)


@pytest.mark.parametrize("tail", ["stopped working today", "</code> stopped working at 13:16"])
def test_a_sentence_behind_a_key_is_not_taken_for_pieces_of_it(tail):
    key = "tgp_v1_XQvioEU7fMs8aePPvGdI4pBu29Xb8wwMoU3lkmFERwt"

    assert redact(f"my token {key} {tail}", secret=SECRET).endswith(tail)


@pytest.mark.parametrize(
    "text",
    [
        "id;client_secret;note\n1;{};ok",
        "name\tapi token\tstatus\nwest\t{}\tenabled",
        "| 渠道说明 | 密钥 |\n|:--|:--|\n| 甲 | `{}` |",
        "- key: X-Api-Key\n  value: {}",
        '<input name="api_key" value="{}">',
    ],
)
def test_a_key_is_found_by_the_heading_of_its_column_or_by_the_name_in_the_field_beside_it(text):
    key = "aQ3xZ9fK2mW7pL5vT1yR8bN4cD6hJ0sG"

    assert kinds(text.format(key)) == [Kind.API_KEY]
    assert key not in redact(text.format(key), secret=SECRET)


@pytest.mark.parametrize(
    "text",
    [
        "| field | password |\n|---|---|\n| type | string |\n| min | 8-20 |",
        "name,api_key\nrequired,string\nlimit,20260911223344556677889900AbCdEfGh",
        '{"key":"token","value":"{{token}}"}',
        '{"name":"max_token","value":"4096"}',
        "upstream: claude-3-5-sonnet",
        "Button(text='Save changes')",
        "cost ₩120, price JPY 300",
        "git push origin main#fix.now (see @dev)",
    ],
)
def test_a_manual_a_model_and_a_price_stay_though_they_look_like_what_is_masked(text):
    assert redact(text, secret=SECRET) == text
