"""Tell which two moments make a stretch, which stretches are still open, and where an open one ended."""

import re

from quotadesk.domain.ticket.times.pieces import Moment

_SENTENCE = 80  # characters
_RANGE = re.compile(
    r"\s{0,2}(?:左右|多一点|多|钟|许|开始|起|这段(?:时间)?){0,3}\s?(?:-|~|到|至|直到|一直到|and|to|until|till|through|thru|up\sto|和|与)\s?(?:about|around|approximately|大概|大约|at|on|the|了)?\s{0,2}"
)
_JOINED = re.compile(
    r"\s?(?:左右|多|许)?\s?(?:and|和|与|、|&|及|,|还有|以及)\s?(?:at\s|again\sat\s)?(?:about\s|around\s)?"
)
_BETWEEN = re.compile(r"(?:between|介于|在|from|从|自)\s?(?:about|around|大概|大约)?\s?$")
_OPEN_AFTER = re.compile(
    r"[\s,)\]]{0,2}(?:左右|多|许|前后|那会儿?|那时|附近|的时候|钟)?[\s,]{0,2}(?:就|便|才|时|陆续|突然|忽然|已经|已){0,3}"
    r"(?:开始|起(?![来不用])|以来|之后|以后|过后|后(?![台来续端天面])|至今|一直|到现在|直到现在|到目前|到今天(?!早|上|下|晚|中|凌)|为起|onwards?|and\sonwards?|"
    r"on(?=[\s,.]*(?:[,.;!]|all|every|we|our|the\s))|(?:up\s)?(?:until|till|to)\s(?:right\s)?now|to\spresent|ever\ssince)"
)
_OPEN_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:since(?:\s[\w.]{1,14}){0,4}?|ever\ssince|after|as\sof|starting(?:\s(?:from|at|on|around))?|(?:start(?:ed|s)?|began|begins|beginning)(?:\s\w{2,12}){0,2}?)"
    r"(?:\s(?:at|on|around|about|from|approximately|roughly|the|late|early|~|last))*|从|自从?|打从|始于)\s?(?:about|around|大概|大约|approximately|the)?\s?$"
)
_POINT_BEFORE = re.compile(r"(?:shortly|right|just|soon|minutes?|hours?|little|bit)\safter\s?$")
# It was still well then: the trouble lies between then and now.
_STILL_WELL = re.compile(
    r"[^。!?.;\n]{0,8}?(?:还(?:有|能|可以|是?好|正常|行(?!不)|没问题|没事|在(?!报|出|失))|都?(?:还)?(?:没问题|一切正常|正常)|是好的|好好的)"
)
_STILL_WELL_EN = re.compile(
    r"(?:still\s(?:worked|working|fine|had|there|ok)|was\s(?:still\s)?(?:fine|ok|okay|working|good|there)|worked(?:\sfine|\sok)?|"
    r"everything\sworked|were\s(?:still\s)?(?:fine|ok|working)|no\s(?:issues|problems))"
)
# How a stretch that began openly ended: 自 18:30 起 … ，至 20:45 恢复.
_ENDS_BEFORE = re.compile(
    r"(?:至|到|直至|直到|until|till|up\sto|(?:recovered|resolved|ended|stopped|back\sto\snormal|normal\sagain)(?:\sat)?)\s?(?:about|around|at|大概|大约)?\s?$"
)
_ENDS_AFTER = re.compile(
    r"\s?(?:左右|才|又|就|后|开始|,){0,2}\s?(?:恢复|正常|好了|结束|自愈|it\s|everything\s|service\s)?(?:恢复|正常|好了|结束|自愈|recover|(?:was|were|came|is)\sback|went\saway|stopped)"
)
_WELL_UNTIL = re.compile(
    r"(?:worked|fine|ok|okay|working|good|normal|正常|能用|没问题)[^.;。]{0,12}\s?(?:until|till|up to|到)\s?(?:about\s|around\s)?$"
)
_BAD_FIRST = re.compile(r"(?:不|没|error|fail|报错|失败|broke|stopped|until|before)")


def stretches_of(low: str, moments: list[Moment]) -> list[Moment]:
    """Join the moments that are two ends of one stretch, and open those that run on to now."""
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if last and not last.until and _is_range(low, last, moment):
            last.until, last.end = moment, moment.end
            if not (moment.day and moment.day.after):
                last.day = last.day or moment.day  # "from 3 to 5pm yesterday": the day is said once
            continue
        joined.append(moment)
    for moment in joined:
        if moment.until is None:
            moment.open_end = _is_open(low, moment, low[max(0, moment.start - 40) : moment.start])
        if not moment.open_end and moment.until is None and _was_well(low, moment):
            moment.open_end, moment.score = True, -8
    return _ended(low, joined)


def _ended(low: str, moments: list[Moment]) -> list[Moment]:
    """Close a stretch that began openly where the same sentence says when it was over."""
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last and last.open_end and last.score == 0 and moment.clock and not moment.until:
            between = low[last.end : moment.start]
            over = _ENDS_BEFORE.search(between) or _ENDS_AFTER.match(low, moment.end)
            if over and len(between) < _SENTENCE and not re.search(r"[.!?。\n](?!\d)", between):
                last.until, last.open_end, last.end = moment, False, moment.end
                continue
        kept.append(moment)
    return kept


def _is_range(low: str, left: Moment, right: Moment) -> bool:
    gap = low[left.end : right.start]
    if len(gap) > 24 or left.back or right.back or left.epoch is not None or right.epoch is not None:
        return False
    if not _RANGE.fullmatch(gap):
        return _same_row(gap, left, right)
    if re.search(r"and|和|与", gap):
        return bool(_BETWEEN.search(_lead(low, left))) or _same_row(gap, left, right)
    return True


def _lead(low: str, left: Moment) -> str:
    """What stands before the left side; in "yesterday between 10:00 and" that is inside it."""
    inside = re.search(
        r"(?:between|from|从|在)\s?(?=[\d零一二两三四五六七八九十上下早晚中凌])", low[left.start : left.end]
    )
    return inside[0] if inside else low[max(0, left.start - 20) : left.start]


def _same_row(gap: str, left: Moment, right: Moment) -> bool:
    """Two clocks of one day named in a row, 3点和4点: look at the stretch that holds both."""
    return bool(_JOINED.fullmatch(gap) and left.clock and right.clock and not (left.day and right.day))


def _is_open(low: str, moment: Moment, before: str) -> bool:
    if moment.until:
        return False
    after = _OPEN_AFTER.match(low, moment.end)
    if after:  # "all through October" ends with October
        return not (moment.day and moment.day.last_day and after[0].endswith("一直"))
    if _POINT_BEFORE.search(before):
        return False
    if _WELL_UNTIL.search(before):
        return True
    return bool(_OPEN_BEFORE.search(before))


def _was_well(low: str, moment: Moment) -> bool:
    after = low[moment.end : moment.end + 24]
    well = _STILL_WELL.match(after)
    if well and not _BAD_FIRST.search(well[0].replace("没问题", "").replace("没事", "")):
        return True
    clause = re.split(r"[.;!?\n]|,\s?(?:but|now|today)", low[moment.end : moment.end + 48])[0]
    lead = re.split(r"[.;!?\n,]", low[max(0, moment.start - 40) : moment.start])[-1]
    clauses = (clause, lead)
    return any((m := _STILL_WELL_EN.search(c)) and not _BAD_FIRST.search(c[: m.start()]) for c in clauses)
