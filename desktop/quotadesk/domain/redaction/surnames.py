"""Tell a Chinese personal name from other words: it begins with one of the common surnames."""

from __future__ import annotations

_SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹"
    "孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒"
    "阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗"
    "瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝"
    "區張劉陳楊黃趙吳孫馬鄭謝羅韓馮鄧蕭葉蘇呂盧鐘鍾譚陸範賈韋鄒薑閻龍賀顧龔萬錢嚴湯莊聶魯歐關蘭"
)
_DOUBLE = frozenset(
    "欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 宇文 长孙 端木 夏侯 轩辕 南宫 独孤 呼延 闻人 申屠 淳于 百里 西门 东郭 歐陽 司馬 諸葛 東方".split()
)
_WORDS = frozenset(
    "余额 高级 高峰 金额 金牌 于是 于此 时间 任意 任何 全部 全体 安全 方式 方法 应该 应用 单位 单价 常见 常用 和平 成功 明天 明确 管理 解决 文档 文件 文本 "
    "路由 路径 连接 连续 简单 关闭 关于 关键 申请 向上 原因 原来 季度 华为 华南 华东 华北 米粒 苹果 成本 成员 江苏 江西 温度 温馨 项目 齐全 万能 白名单 "
    "黑名单 包月 包括 封禁 边缘 查询 查看 充值 左右 宁愿 武汉 海外 贵州 商家 商户 官方 官网 官转 和谐 师傅 时段 尚未 符合 甚至 党员 车辆 班级 古代 闻名 "
    "安卓 周期 周末 周一 周二 周三 周四 周五 周六 周日 马上 钱包 石油 段落 雷同 龙虾 毛利 常规 文字 易用 单独 欧洲 欧元 左侧 包含 宁夏 童话 成交 盛大 路线 "
    "游戏 管道 蓝色 时长 农业 司机 古老 吉林 简介 连锁 景区 费用 冷却 米".split()
)


SINGLE = "[" + "".join(sorted(_SINGLE)) + "]"
DOUBLE = "|".join(sorted(_DOUBLE))
"""The surnames as parts of an expression."""


def starts_with_surname(value: str) -> bool:
    """Say whether a run of two to four Chinese characters reads as a name."""
    if value[:2] in _WORDS or value in _WORDS:
        return False
    if "·" in value:
        return True
    return value[:2] in _DOUBLE or value[:1] in _SINGLE
