"""Pinyin: whether two or three words are spelt like a Chinese name."""

import re
from functools import lru_cache

FINALS = {  # by initial
    "": "a ai an ang ao e ei en er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve ue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in FINALS.items() for final in finals.split()
)
SURNAMES = frozenset(
    "ai an ao ba bai ban bao bei bi bian bie bo bu cai cang cao cen chai chang chao che chen"
    " cheng chi chong chou chu chuan cong cui da dai dan dang dao de deng di diao ding dong"
    " dou du duan e fan fang fei fen feng fu gai gan gao ge geng gong gou gu guan guang gui"
    " guo ha hai han hang hao he hei heng hong hou hu hua huai huan huang hui huo ji jia jian"
    " jiang jiao jie jin jing jiu ju kan kang ke kong kou kuai kuang kui lai lan lang lao le"
    " lei leng li lian liang liao lin ling liu long lou lu luan lun luo lv lyu ma mai man mao"
    " mei men meng mi miao min ming mo mou mu na nan nai ni nian nie ning niu nong ou pan pang"
    " pei peng pi piao ping pu qi qian qiang qiao qin qing qiu qu quan que ran rao ren rong ru"
    " ruan rui sa sai sang sha shan shang shao she shen sheng shi shou shu shuai shui si song"
    " su sui sun suo tai tan tang tao teng tian tie tong tou tu wan wang wei wen weng wo wu xi"
    " xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin"
    " ying yong you yu yuan yue yun zan zang zeng zha zhai zhan zhang zhao zhen zheng zhi"
    " zhong zhou zhu zhuang zhuo zi zong zou zu zuo ouyang sima shangguan zhuge situ huangfu"
    " gongsun murong linghu zhangsun yuwen dongfang".split()
)
PARTS = re.compile(r"['’‘ʼ\-‐‑]")  # noqa: RUF001 - apostrophes and hyphens as printed
LONGEST = 18  # letters of a given name


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether a word is one or two syllables, run together, hyphened or with an apostrophe."""
    low = word.lower()
    if not low.isascii() or len(low) > LONGEST:
        return False
    parts = PARTS.split(low)
    if len(parts) == 1:
        return low in SYLLABLES or _is_two(low)
    return len(parts) == 2 and all(part in SYLLABLES for part in parts)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    return word.lower() in SYLLABLES


@lru_cache(maxsize=8192)
def is_surname(word: str) -> bool:
    return word.lower() in SURNAMES


def _is_two(low: str) -> bool:
    return any(low[:cut] in SYLLABLES and low[cut:] in SYLLABLES for cut in range(1, len(low)))
