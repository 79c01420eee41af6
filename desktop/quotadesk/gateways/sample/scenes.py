"""Let the last hours hold one of every case that a support desk meets, each with its customer's message."""

from __future__ import annotations

from quotadesk.domain.said import Said
from quotadesk.gateways.sample.company import MODEL, OWNER, Key, Owner
from quotadesk.gateways.sample.ledger import Row
from quotadesk.gateways.sample.tickets import Ticket, passed_on, refusal
from quotadesk.gateways.sample.traffic import UPSTREAM, Book, answered, attempts, broken, empty, refused, task

MINUTE = 60
OWN_LIMIT = 60  # requests a minute that the company allows one customer


def _key(owner: Owner, name: str) -> Key:
    return next(key for key in owner.keys if key.name == name)


def own_limit(book: Book) -> Ticket:
    """A customer's own limit: 60 answered calls in each of the last minutes, and refusals that leave no row."""
    owner, model = OWNER["acme_app"], MODEL["gpt-5-mini"]
    key = _key(owner, "prod-app")
    begin = book.now - 17 * MINUTE
    for minute in range(15):
        for second in range(OWN_LIMIT):
            row = answered(book, begin + minute * MINUTE + second // 2, owner, key, model)
            row.seconds = min(row.seconds, 3)
            row.at = begin + minute * MINUTE + second // 2 + row.seconds
            book.rows.append(row)
    rid = book.new_id(begin + 11 * MINUTE + 41)
    body = refusal(f"您已达到请求数限制：1分钟内最多请求{OWN_LIMIT}次", "", rid)
    return Ticket(
        name="429",
        owner=owner.name,
        text=f"我们线上一直报 429，密钥 prod-app，模型 gpt-5-mini，请问扣费了吗？\n{body}",
        about=Said(
            "the customer's own limit; refused at the door, no row", "客户自身限流；在入口被拒，无日志"
        ),
        http_status=429,
        request_id=rid,
        has_rows=False,
    )


def upstream_storm(book: Book) -> Ticket:
    """An upstream 429 storm: chains of attempts over all channels, and the client's own retries seconds apart."""
    owner, model = OWNER["cs_bot_cn"], MODEL["gpt-5.2"]
    key = _key(owner, "prod-bot-cn")
    begin = book.now - 48 * MINUTE
    cited = ""
    for number in range(34):
        rows = list(
            attempts(book, begin + number * 17, owner, key, model, UPSTREAM[0], most=3, saved=number % 5 == 4)
        )
        book.rows += rows
        cited = rows[0].request_id if number == 21 else cited
    body = passed_on(UPSTREAM[0][3], "rate_limit_exceeded", "requests")
    return Ticket(
        name="upstream-429",
        owner=owner.name,
        text=f"客服机器人刚才大量失败，Error code: 429 - {body}\nX-Oneapi-Request-Id: {cited}",
        about=Said(
            "the upstream's limit, three attempts each, not charged", "上游限流，每次三次尝试，未扣费"
        ),
        http_status=429,
        request_id=cited,
        headers={"x-oneapi-request-id": cited},
    )


def client_retries(book: Book) -> Ticket:
    """A client that sends again by itself: three requests seconds apart, each refused by the upstream."""
    owner, model = OWNER["zhao_search"], MODEL["gpt-5-mini"]
    key = _key(owner, "prod-search")
    begin = book.now - 95 * MINUTE
    last = ""
    for wait in (0, 1, 4):
        last = book.new_id(begin + wait)
        book.rows.append(
            refused(book, begin + wait, owner, key, model, UPSTREAM[0], tried=(12,), rid=last, took=0)
        )
    body = passed_on(UPSTREAM[0][3], "rate_limit_exceeded", "requests")
    return Ticket(
        name="client-retries",
        owner=owner.name,
        text=f"openai.RateLimitError: Error code: 429 - {body} request id {last}",
        about=Said("the same call three times by the client itself", "客户端自动重发了三次"),
        http_status=429,
        request_id=last,
    )


def wallet_empty(book: Book) -> Ticket:
    """An empty wallet: refused at the door with 403, no row."""
    rid = book.new_id(book.now - 9 * MINUTE)
    body = refusal("用户额度不足, 剩余额度: ＄0.000000", "insufficient_user_quota", rid)
    return Ticket(
        name="wallet-empty",
        owner="growth_luo",
        text=f"邮件任务全部失败，返回 403：{body}",
        about=Said("the wallet is empty; no row", "余额用尽；无日志"),
        http_status=403,
        request_id=rid,
        has_rows=False,
    )


def wallet_empty_402(book: Book) -> Ticket:
    """The same through a client that sees 402: some installations map the status."""
    rid = book.new_id(book.now - 7 * MINUTE)
    body = refusal(
        "预扣费额度失败, 用户剩余额度: ＄0.000000, 需要预扣费额度: ＄0.018400", "insufficient_user_quota", rid
    )
    return Ticket(
        name="402",
        owner="growth_luo",
        text=f"We get 402 for every call with key prod-mail since this morning. Was I charged? {body}",
        about=Said("the wallet cannot hold the call; no row", "余额不足以预扣；无日志"),
        http_status=402,
        request_id=rid,
        has_rows=False,
    )


def low_balance(_book: Book) -> Ticket:
    """A customer whose balance ends within days; nothing has failed yet."""
    return Ticket(
        name="low-balance",
        owner="mira_health",
        text="请帮忙看一下账户 mira_health 的额度还够用吗？",
        about=Said("the balance is low", "余额偏低"),
        has_rows=False,
    )


def stream_cut(book: Book) -> Ticket:
    """A stream that the upstream cut after output had begun: failed and charged."""
    owner, model = OWNER["northwind"], MODEL["claude-sonnet-4-5"]
    at = book.now - 3 * 60 * MINUTE
    row = broken(book, at, owner, _key(owner, "prod-main"), model, "scanner_error", "unexpected EOF")
    row.tokens_in, row.tokens_out, row.quota, row.tried = 5_210, 702, 13_080, (7, 9)
    book.rows.append(row)
    return Ticket(
        name="stream-cut",
        owner=owner.name,
        text=f"The answer stopped in the middle but our balance went down. Request id {row.request_id}, key prod-main.",
        about=Said("answered 200, cut by the upstream, charged", "已应答 200，上游中断，已扣费"),
        http_status=200,
        request_id=row.request_id,
    )


def task_refunded(book: Book) -> Ticket:
    """A failed video whose charge came back."""
    owner = OWNER["mei_design"]
    made = task(book, book.now - 130 * MINUTE, owner, _key(owner, "prod-video"), MODEL["sora-2"], "refunded")
    return Ticket(
        name="task-refunded",
        owner=owner.name,
        text=f"视频任务 {made.task_id} 失败了，费用退了吗？",
        about=Said("failed and refunded", "失败且已退款"),
        task_id=made.task_id,
    )


def task_kept(book: Book) -> Ticket:
    """A failed video without a refund."""
    owner = OWNER["brand_ye"]
    made = task(
        book, book.now - 200 * MINUTE, owner, _key(owner, "prod-brand"), MODEL["kling-v2-master"], "kept"
    )
    return Ticket(
        name="task-kept",
        owner=owner.name,
        text=f"Video task {made.task_id} failed and I was charged. Please refund.",
        about=Said("failed, charged, no refund row", "失败、已扣费、无退款"),
        task_id=made.task_id,
    )


def bare_402(_book: Book) -> Ticket:
    """A bare 402 that no row and no balance explains."""
    return Ticket(
        name="bare-402",
        owner="helio_games",
        text="Error code: 402. That is all our log shows, some time after lunch. Account helio_games.",
        about=Said("unknown until more is known", "证据不足，需补充信息"),
        http_status=402,
        has_rows=False,
    )


def upstream_account(book: Book) -> Ticket:
    """The operator's own account at the upstream is empty: it looks like the customer's fault and is not."""
    owner, model = OWNER["sun_mobile"], MODEL["deepseek-chat"]
    said = (
        403,
        "insufficient_user_quota",
        "openai_error",
        "预扣费额度失败, 用户剩余额度: ＄0.031200, 需要预扣费额度: ＄0.052000",
    )
    rows = list(
        attempts(
            book, book.now - 70 * MINUTE, owner, _key(owner, "prod-ios"), model, said, most=1, saved=False
        )
    )
    book.rows += rows
    return Ticket(
        name="upstream-account",
        owner=owner.name,
        text=f"为什么说我额度不足？我刚充值。{passed_on(said[3], said[1], 'new_api_error')} {rows[0].request_id}",
        about=Said("the upstream account of the operator is empty", "运营方的上游账户余额不足"),
        http_status=403,
        request_id=rows[0].request_id,
    )


def violation_fee(book: Book) -> Ticket:
    """A refusal for its content that costs a fee."""
    owner, model = OWNER["acme_app"], MODEL["grok-4"]
    key, at = _key(owner, "prod-app"), book.now - 5 * 60 * MINUTE
    said = (403, "violation_fee.grok.csam", "openai_error", "Content violates usage guidelines.")
    row = refused(book, at, owner, key, model, said, tried=(48,), rid=book.new_id(at))
    fee = Row(
        at=row.at, type=2, owner=owner, key=key, model=model.name, quota=25_000, seconds=1, tried=(48,),
        content="Violation fee charged", request_id=row.request_id,
        extra={"violation_fee": True, "violation_fee_code": said[1], "fee_quota": 25_000, "status_code": 403},
    )  # fmt: skip
    book.rows += [row, fee]
    return Ticket(
        name="violation-fee",
        owner=owner.name,
        text=f"A request was refused with 403 and still cost 0.05 USD: {row.request_id}",
        about=Said("refused for its content, a fee was charged", "因内容被拒，并收取违规费用"),
        http_status=403,
        request_id=row.request_id,
    )


def no_usage(book: Book) -> Ticket:
    """An answer without usage: 200, and nothing charged."""
    owner = OWNER["edu_lab"]
    row = empty(book, book.now - 4 * 60 * MINUTE, owner, _key(owner, "prod-tutor"), MODEL["gpt-5.2"])
    row.extra |= {"subscription_consumed": 0}
    book.rows.append(row)
    return Ticket(
        name="no-usage",
        owner=owner.name,
        text=f"请求 {row.request_id} 返回空内容，扣费了吗？",
        about=Said("no usage from the upstream, not charged", "上游未返回用量，未扣费"),
        http_status=200,
        request_id=row.request_id,
    )


def mixed_key(book: Book) -> None:
    """A key that tests and production share: nightly bursts of tiny calls beside the day's traffic."""
    owner, model = OWNER["he_platform"], MODEL["gpt-5-mini"]
    key = owner.keys[0]
    for night in range(1, 8):
        begin = book.now - night * 86_400
        for number in range(25):
            row = answered(book, begin + number * 2, owner, key, model, tokens_in=12, tokens_out=1, seconds=1)
            row.quota, row.group = 3, "staging"
            row.at = begin + number * 2 + 1
            book.rows.append(row)


def bookkeeping(book: Book) -> None:
    """Rows that are no calls: top-ups, a change by an administrator, a login, channel tests."""
    for number, name in enumerate(("chen_backend", "northwind", "ads_zhou", "mira_health")):
        at = book.now - (3 + number * 6) * 86_400
        book.rows.append(
            Row(at=at, type=1, owner=OWNER[name], content="使用在线充值成功，充值金额: ＄100.000000 额度")
        )
    book.rows.append(
        Row(
            at=book.now - 40_000,
            type=3,
            owner=OWNER["growth_luo"],
            content="管理员将用户额度从 ＄2 修改为 ＄0",
        )
    )
    book.rows.append(Row(at=book.now - 20_000, type=7, owner=OWNER["sre_gao"], content="login"))
    test = Key(0, "模型测试")
    for number, model in enumerate(("gpt-5.2", "claude-sonnet-4-5", "qwen3-max")):
        row = answered(
            book, book.now - 30_000 + number * 9, OWNER["sre_gao"], test, MODEL[model], tokens_in=8
        )
        row.content, row.quota, row.request_id = "模型测试", 12, ""
        book.rows.append(row)


TICKETS = (
    own_limit, upstream_storm, client_retries, wallet_empty, wallet_empty_402, low_balance, stream_cut, task_refunded,
    task_kept, bare_402, upstream_account, violation_fee, no_usage,
)  # fmt: skip
SILENT = (mixed_key, bookkeeping)


def stage(book: Book) -> tuple[Ticket, ...]:
    """Play every scene and give the tickets."""
    for scene in SILENT:
        scene(book)
    return tuple(scene(book) for scene in TICKETS)
