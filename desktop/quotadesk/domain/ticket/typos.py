"""Compare names despite typing errors, in Latin letters by edit distance, in Chinese by sound."""

# Characters of names that an input method swaps, because they sound the same.
_SAME_SOUND = (
    "伟玮炜维威薇卫韦", "娜那纳", "芳方坊", "杰捷洁婕", "洋阳扬杨羊", "张章彰", "李里理礼", "王汪", "陈晨辰臣", "刘留流",
    "静婧靖", "丽莉利", "明名铭", "华花桦", "军君均钧", "强墙", "磊蕾雷", "敏闵", "艳燕彦", "涛韬", "超朝", "勇永咏", "鹏朋",
    "飞菲非", "霞峡侠", "玲铃凌灵", "红宏洪虹鸿", "平萍苹", "辉晖", "建健剑", "志智", "文雯", "佳嘉家", "鑫欣新心", "婷亭庭",
    "部布步", "组祖", "台抬", "据剧具", "视试事", "频贫", "场厂", "队对", "赵照", "周洲", "吴武", "徐许", "孙荪", "朱珠", "何和",
)  # fmt: skip
_SOUND = {character: group[0] for group in _SAME_SOUND for character in group}
_BY_SOUND = str.maketrans(_SOUND)


def by_sound(text: str) -> str:
    """Write each character as the first one that sounds the same; the length stays."""
    return text.translate(_BY_SOUND)


def sounds_like(name: str, heard: str) -> bool:
    """Tell whether two Chinese names of the same length differ in one character that sounds the same."""
    differing = [(a, b) for a, b in zip(name, heard, strict=False) if a != b]
    if len(name) != len(heard) or len(differing) != 1:
        return False
    one, other = differing[0]
    return one in _SOUND and _SOUND[one] == _SOUND.get(other)


def tolerance(length: int) -> int:
    """How many typing errors a name of this length may have."""
    return 0 if length < 6 else 1 if length < 10 else 2


def distance(one: str, other: str, limit: int) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours; anything over `limit` is limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


def word_may_be(written: str, meant: str) -> bool:
    """A word of up to three letters must be right but for swapped neighbours: "bot" is never "not"."""
    if len(meant) <= 3:
        return written == meant or (sorted(written) == sorted(meant) and distance(written, meant, 1) <= 1)
    return distance(written, meant, 2) <= (1 if len(meant) == 4 else 2)
