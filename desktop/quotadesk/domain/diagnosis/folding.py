"""Bring foreign wording into one form, so that one pattern reads many spellings of the same words."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000  # characters of one text that are looked at
_SPACE = re.compile(r"\s+")

# Traditional → simplified, for the characters that the gateways' own messages use.
_TRADITIONAL = (
    "額餘無權杖錯誤請求間試過達總數戶該許訪問組這餘預費剩應長員續餘連線斷開載滿飽負網絡關啟圍檢測違規視頻圖"
    "擇達內幾條稱給價單鐘時後繼縮減輸輯檔傳實際業務購買詳細說狀態碼個對話題鍵號帳賬類驗證響應設置"
    "訂閱棄統儲質優並發當為沒從與嘗觸詞護讀寫隊執補償敗產處運維調網務額權"
)
_SIMPLIFIED = (
    "额余无权杖错误请求间试过达总数户该许访问组这余预费剩应长员续余连线断开载满饱负网络关启围检测违规视频图"
    "择达内几条称给价单钟时后继缩减输辑档传实际业务购买详细说状态码个对话题键号账账类验证响应设置"
    "订阅弃统储质优并发当为没从与尝触词护读写队执补偿败产处运维调网务额权"
)
# Words that differ, not only characters (after the characters were brought together).
_WORDS = (("权杖", "令牌"), ("使用者", "用户"), ("存取", "访问"), ("封鎖", "封禁"), ("管道", "渠道"))
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def fold(text: str) -> str:
    """Give `text` in lower case, simplified characters and half-width signs, with single spaces; cut if too long."""
    half = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("’", "'").translate(_TO_SIMPLIFIED)
    for theirs, ours in _WORDS:
        half = half.replace(theirs, ours)
    return _SPACE.sub(" ", half).strip()
