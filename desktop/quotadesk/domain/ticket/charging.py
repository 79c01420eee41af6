"""Tell whether the customer asks, or complains, that a request was charged; talk of bills is not that."""

import re

from quotadesk.domain.ticket.plain import Plain

_ASKS = re.compile(
    r"扣费|扣钱|扣款|扣了|被扣|又扣|多扣|错扣|误扣|乱扣|重复扣|扣(?:的|我|掉|超|多了|重|错|两|双|不扣|没扣|分|积分|额度|余额|点数|除|过|走)|(?:会|还|也|要|没|不|是否|先|白|怎么|到底|都|照)扣|"
    r"计费(?:了|吗|没|不|么|的吗)|(?:会|被|是否|不|还|也|重复|要|多|正常|有没有|有)计费|收费(?:了|吗|么|没)|(?:会|被|是否|还|也|要|重复|多)收费|收(?:了)?(?:我|我们)的?(?:钱|费)|收了(?:钱|费)|收钱|"
    r"算(?:我)?(?:的)?(?:钱|费)|[这那][一]?[条次笔个单][^,。\n]{0,8}贵|账单[里上中]?[却还也都仍]{0,2}(?:有|多了?|出现|记)[了着]?(?:[这那一两]|\d)[一]?[条次笔个单]|要钱(?:吗|么|不)|花(?:了)?(?:我)?(?:们)?(?:多少)?钱|花了?(?:[双两三几数\d]{1,2}[倍份]|[这那]么多)的?钱|(?:多少|白花|浪费)(?:了)?钱|退(?:款|钱|费|回|还|积分|额度|余额|点数)|(?:能|可以|给|会|该|申请)退(?![出订群化后])|退(?:给)?我|(?:产生|收取?|算|有没有|会有|多出)[了过]?费用|(?:还|也|要|得|白|不用)付(?:钱|[费款](?![的用版套会]))|钱退|(?:补|返)还(?:额度|余额)|"
    r"余额[^,。\n]{0,6}(?:少|掉|减|降)了?\s?[¥$]?[\d一两三几]|(?:balance|credits?|quota) (?:\w+ )?(?:dropp?(?:ed|s)?|fell|went down|decreased?|reduced) by (?:about )?[$¥€£\d]|"
    r"(?<![a-z])(?:charge|bill)d?\s?(?=[了吗没过])|"
    r"(?<![a-z])(?:over|double[ -]?)?charg(?:ed|es|ing)(?![a-z])|(?<![a-z])(?:the|a|any|no|this|that|these|extra|duplicate) charges?(?![a-z])"
    r"|(?:will|would|do|does|did|can|could|should|it|you|they|gateway) (?:you |it |they |we |i |not |also |still )?charge(?![a-z])"
    r"|(?:will|would|do|does|did) (?:you|they|it|the \w+) (?:not |also |still |always |really |even )?(?:bill|charge)(?![a-z])|"
    r"(?<![a-z])billed(?![a-z])|bill(?:s|ing)? (?:me|us) |(?<![a-z])deduct(?:ed|s|ion|ions|ing)?(?![a-z])|refund|reimburs|(?:lost|lose|losing|wasted) (?:about )?[$¥€£]\s?\d|"
    r"cost(?:s|ed)? (?:me|us)(?![a-z])|(?:did|does|will|would) (?:it|this|that|these|those)(?: \w+)? cost|pay(?:ing)? for (?:it|this|that|these|those|the|a|failed)|"
    r"(?:took|take|taken|taking|lost|lose) (?:\w+ )?(?:money|credits?)|money (?:was |been |is )?(?:taken|gone|deducted|moved)|"
    r"count(?:s|ed)? (?:against|towards?) (?:my|our|the) (?:quota|balance|budget|credits?)|consumed? (?:my|our|any) (?:quota|balance|credits?)|free of charge|for free\?"
    r"|(?:eats?|uses?|burns?) (?:up )?(?:my|our|any) (?:quota|balance|credits?)|(?:is|are|was|were) (?:it|this|that|they|these|those|failed \w+) (?:for )?free(?![a-z-])"
)
# Words beside these speak of how prices work, of topping up, or of a flag in a log.
_NOT_ABOUT = re.compile(
    r"charged?\s?=\s?(?:true|false)|\"charged\"\s?:\s?(?:true|false)|in charge|who.?s in charge|re-?charg(?:ed|es|ing)|"
    r"(?:扣费|计费|收费)(?:规则|标准|方式|模式|说明|文档|页面|逻辑|系统|周期|单价|比例|倍率)|(?:扣费|扣款)(?:日|协议)|billed (?:monthly|annually|yearly|quarterly)|"
    r"预扣费额度|不(?:是(?:要|来|想)|需要|要求|想要)(?:退款|退费)|(?:不用|不必|不需要|无需|别|不是(?:要|来|想)?|并非|不|没想)(?:查|问|看|管|核对?|关心|讨论|纠结)(?:一下)?(?:什么|是否|有没有)?(?:扣费|扣款|计费|收费|退款|退费)|"
    r"(?:not|n't|no need to|never mind|don't need to) (?:be )?(?:asking|ask|worried|worry|care|concerned|talking|need|want)?(?:ing)? ?(?:about |for )?(?:the |any |a )?(?:charges?|refunds?|bill(?:ing)?)(?![a-z])|"
    r"(?:退款|退费)(?:政策|规则)|refund policy|扣了(?:一下|个)?(?:分|题)|(?:不|没)?折扣"
)


def asks_if_charged(seen: Plain) -> bool:
    """Say whether money taken for a request is asked about or complained of."""
    return bool(_ASKS.search(_NOT_ABOUT.sub(" ", seen.low)))
