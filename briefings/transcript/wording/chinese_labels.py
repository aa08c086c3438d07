"""Labels in Chinese characters: an office with or without a name, an outlet, sentences like labels; Korean names.

The expressions are large. `re` compiles them for the first label that is not ASCII, so never for pages in English.
"""

import re

from briefings.transcript.languages.read_languages import expression

_CHARACTER = r"[\u3400-\u9fff\uf900-\ufaff]"
_LABEL = r"[\u3400-\u9fff\uf900-\ufaff\u3005\u30a0-\u30ffA-Za-z0-9·\-（）()《》 ]{1,30}"
_OUTLET = rf"《.{{2,20}}》(?:[记記]者)?|.*(?:{expression('outlet_endings')})|.{{2,20}}[记記]者[\u3400-\u9fff]{{2,4}}"
_OFFICE = rf"(?P<office>.*(?:{expression('office_endings')}))(?:[ \u3000]?(?P<name>[\u3400-\u9fff]{{2,4}}))?"

_SAYING = expression("saying")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚庞樊兰殷施陶"
    "洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐莫庄辛管祝左涂谷祁耿牟路詹关苗凌费纪靳盛童欧甄项曲成"
    "游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵柴车冉房边吉饶瞿戚丘滕晋苑畅宫褚廉娄符穆党燕谈姬屠郜栾"
    "郁商喻窦冷卓艾蓝仲虞佟匡宗巫荆扬沙岑張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘鍾譚鄒陸顧龍萬錢湯"
    "喬賀賴龔龐蘭顏嚴溫蘆韋畢聶齊莊塗魯盧歐鮑竇藍紀項衛關車饒單邊华付闫肖束寿袭米仇佘尚桑邝麦储荣丛晏奚華榮"
)
"""The most frequent surnames of China and Taiwan."""
_BEGIN_SURNAMES = frozenset(
    "佐鈴伊渡山中小加松井木清池橋阿前藤岡近村後遠青坂福太西三原川竹大上森河内酒横谷今増丸平岩杉桜千菅久水野島"
    "土秋服浅荒北南東新星永片本古堀矢黒飯神須相辻浜早尾沢樋望広菊栗倉戸豊根岸津塚桑梅稲萩茂斎斉長吉宮和高田林"
    "石金安武白江有柏向柳"
)
"""First characters of the most frequent surnames of Japan."""
_END_ROLES = frozenset("事官机会长長员員者师師家使臣客警面级级位户众眾报報队隊室部局院组組委理令")
"""Last characters of what somebody is: 武官, 董事, 司会者. Given names seldom end with them."""

_KOREAN_NAME = re.compile(
    "(?!.*(?:[가객계공관국단당들레부사생씨원의인자장족차처청체측팀표]|교수|선수|총리|님|감독|앵커)$)"
    "[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지나엄채원천방공현함변염여추도소석선설마길편][가-힣]{2}"
)
"""A frequent surname of Korea and a given name, unlike what somebody is, a party or an office: 전문가, 정의당."""

_SPACED = re.compile(r"(?:[\u3400-\u9fff가-힣][ \u3000]){1,4}[\u3400-\u9fff가-힣]")
_SPACED_NAME = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]([\u3400-\u9fff])(?![\u3400-\u9fff])")


def without_space_in_name(text: str) -> str:
    """Return a text without the space in a name of two characters that is set as wide as one of three: 王 宁."""
    return text if text.isascii() else _SPACED_NAME.sub(r"\1\2", text)


def closed_up(label: str) -> str:
    """Return a label without the spaces that set a short word as wide as longer ones: 記 者, 공 보 관."""
    return "".join(label.split()) if not label.isascii() and _SPACED.fullmatch(label) else label


def is_chinese(label: str) -> bool:
    """Return True for a short run of Chinese that can be before a colon."""
    return not label.isascii() and bool(re.search(_CHARACTER, label) and re.fullmatch(_LABEL, label))


def says_something(label: str) -> bool:
    """Return True when a run of Chinese before a colon is a sentence: it says that somebody said something."""
    return re.search(_SAYING, label, re.IGNORECASE) is not None and not is_chinese_outlet(label)


def is_chinese_outlet(label: str) -> bool:
    """Return True when a label ends like a Chinese or Japanese outlet, or names one of its reporters."""
    return not label.isascii() and re.fullmatch(_OUTLET, label) is not None


def chinese_office(label: str) -> tuple[str, str] | None:
    """Split a Chinese office from the name after it, which may be "": 外交部发言人 and 毛宁; None for other labels."""
    match = None if label.isascii() else re.fullmatch(_OFFICE, label)
    return (match["office"], match["name"] or "") if match and not is_chinese_outlet(label) else None


def is_chinese_name(label: str) -> bool:
    """Return True for a full name in Chinese or Korean, known by its surname; 网友 and 司会者 say what somebody is."""
    if _KOREAN_NAME.fullmatch(label):
        return True
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", label) or label[-1] in _END_ROLES:
        return False
    return (len(label) < 4 and label[0] in _SURNAMES) or (len(label) > 2 and label[0] in _BEGIN_SURNAMES)
