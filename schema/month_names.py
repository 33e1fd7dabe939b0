"""Names of months in the languages of the lists, as the English ones that dates are read by."""

from __future__ import annotations

import re

#: By language, January first. Words that are English months too are left out of no row: they mean the same.
_NAMES = """
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
januar februar märz april mai juni juli august september oktober november dezember
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
"""
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF = {name: _ENGLISH[n] for line in _NAMES.strip().splitlines() for n, name in enumerate(line.split())}
_WORD = re.compile(r"[^\W\d_]{3,}")


def in_english(text: str) -> str:
    """Return a text in small letters with the months in English: of `16 juillet 1968` `16 jul 1968`."""
    return _WORD.sub(lambda match: _OF.get(match[0], match[0]), text)
