"""Short Chinese names in pinyin, in which one letter tells two names apart: Zhang Wei and Zhang Wen, Li Jun and Li Jin.

Pinyin is one spelling for each syllable, so two syllables of it that differ are two names, and no spellings of one.
What is not pinyin, a slip such as Zhnag or a romanisation of another kind such as Lee, is compared by its letters like
all other words; so are given names of two syllables, in which a slip leaves more of the name (Xi Jinpeng, Xi Jinping).
In the older system of Wade and Giles the letters p, t, k and ch stand for b, d, g and zh too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The finals that stand after each initial.
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SURNAMES = """
wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng
yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian
ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan lei qian
yin yi chang qiao lai gong wen pang lan nie qi zhuang zuo an hong ge niu xing zhai bao ning fei zhan chu bi min xi hua
mu ji tong zang chai ruan shu bo ai mo lou guan yue ouyang situ sima zhuge shangguan
"""
_FAMILY = frozenset(_SURNAMES.split())
_SYLLABLES = frozenset(first + final for first, finals in _FINALS.items() for final in finals.split())
#: Letters at the beginning of a syllable that Wade and Giles write as one.
_ONE_INITIAL = re.compile("^(?:zh|[bdg])")
_WADE_GILES = {"zh": "ch", "b": "p", "d": "t", "g": "k"}


def is_short_chinese(words: Sequence[str]) -> bool:
    """Whether a person's name is a Chinese family name, first or last, and a given name of one syllable of pinyin."""
    if len(words) != 2:
        return False
    first, last = words
    return (first in _FAMILY and last in _SYLLABLES) or (last in _FAMILY and first in _SYLLABLES)


def two_names(a: str, b: str) -> bool:
    """Whether two words of such names are two names: they differ, however Wade and Giles would write them."""
    return _as_wade_giles(a) != _as_wade_giles(b)


def _as_wade_giles(word: str) -> str:
    return _ONE_INITIAL.sub(lambda match: _WADE_GILES[match.group()], word)
