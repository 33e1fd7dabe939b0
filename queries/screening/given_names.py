"""Given names by the form that stands for all their spellings; patronymics and surname endings of Slavic names.

Mykola, Mikalai and Nikolai are one name in Ukrainian, Belarusian and Russian; so are Mykolaiovych and Nikolaevich,
Testenko and Testenka. Muhammad and Mehmet are one name, Muhammad and Mahmud two, although their consonants are alike.
The tables are written for this project in Latin letters as `words.latin` gives them. The first word of a line is the
form that stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .wordlists import SERVANT

_SLAVIC = """
nikolai nikolay nikolaj mykola mykolai mikalai mikalay mikola
sergei sergey sergej serhii serhiy serhij sergii siarhei siarhey syarhey siarhiej
vladimir volodymyr volodimir uladzimir uladzimier
aleksandr alexandr alexander aleksander oleksandr olexandr aliaksandr alyaksandr aliaxandr
aleksei alexei aleksey alexey oleksii oleksiy olexiy aliaksei aliaksey alyaksey alyaksei
dmitri dmitry dmitrii dmitriy dmitrij dimitri dmytro dzmitry dzmitryi dzmitri
andrei andrey andrej andrii andriy andrij
evgeni evgeny evgenii evgeniy yevgeny yevgeni yevgenii yevgeniy evgenij yevhen yevhenii yevheniy evhen yauhen yauheni
mikhail mihail mikhailo mykhailo mykhaylo mikhaylo mikhas
piotr petr pyotr petro pyatro piatro
pavel pavlo paval
oleg oleh aleh
igor ihor ihar
grigori grigory grigorii grigoriy hryhorii hryhoriy ryhor
vasili vasily vasilii vasiliy vasyl vasil
anatoli anatoly anatolii anatoliy anatol
konstantin kostiantyn kostyantyn kanstantsin kastus
stepan stsiapan stsyapan
fedor fyodor fiodor fedir fiodar fyodar
ilia ilya illia illya
daniil danil danylo danila
kirill kiril kyrylo kyryl kiryl
artem artyom artiom artsiom artsyom
denis denys dzianis dzyanis
maksim maxim maksym maxym
viktor victor viktar
vyacheslav viacheslav viacheslau viachaslau vyachaslau
valeri valery valerii valeriy valerij
vitali vitaly vitalii vitaliy
leonid leanid
gennadi gennady gennadii gennadiy hennadii hennadiy henadz hienadz
georgi georgy georgii georgiy heorhii heorhiy heorhi heorgi
egor yegor yehor yahor
nikita mykyta mikita
bogdan bohdan bahdan
roman raman
stanislav stanislau
vladislav vladyslav uladzislau uladzislav
yaroslav iaroslav yaraslau yaraslav
boris borys barys
lev leu
yakov iakov yakiv yakau
iosif yosyp yosip iosyp
timofei timofey tymofii tymofiy tsimafei
matvei matvey matvii matviy
efim yefim yukhym
yuri yury yurii yuriy iurii iuri jurij iuryi
arkadi arkady arkadii arkadiy
aleksandra oleksandra aliaksandra
natalia natalya nataliya nataliia
elena yelena olena alena
olga olha volha
ekaterina yekaterina kateryna katsiaryna katsyaryna
anna hanna ganna
irina iryna
svetlana svitlana sviatlana svyatlana
tatiana tatyana tetiana tetyana tatsiana tatsyana
ludmila lyudmila liudmila liudmyla lyudmyla
oksana aksana
nadezhda nadiia nadiya nadzeya
anastasia anastasiya anastasiia nastassia
elizaveta yelizaveta yelyzaveta lizaveta
galina halyna halina
larisa larysa
"""
_ARABIC = """
muhammad mohammed mohamed mohammad muhammed mohamad muhamad muhamed mohamud mehmet mehmed mukhammad magomed mokhammad
mahmud mahmoud mahmood mehmood makhmud
ahmad ahmed achmad akhmed akhmad ahmet
hamid hameed
hamad hamed
hasan hassan khasan
husayn hussein husein hussain husain hosein hossein hoseyn huseyin khusein
khalid khaled
khalil khaleel
salim saleem
salman
sulayman suleiman suleyman sulaiman soleiman
salih saleh salah
jamal gamal
jamil gamil jameel
kamal
kamil kameel
nasir nasser naser nassir
nasr
rashid rasheed rachid
rashad
amir ameer
ammar
umar omar
amr
karim kareem
akram
said saeed sayeed saied
saad
yasin yassin yaseen
yasir yasser yaser
majid majeed
walid waleed
wahid waheed
faysal faisal feisal
fadil fadhil fadel
tariq tarek tarik
tawfiq tawfik toufic
usama osama oussama ussama
hisham hicham
hashim hashem
ismail ismael
ibrahim ibraheem
yusuf yousef youssef yusif yousuf yousif yusef
yunus yunis younis
mustafa mostafa moustafa
mansur mansour mansoor
munir mounir muneer
samir sameer
sami
aziz azeez
abbas
abid abed
ali aly
"""
#: Everyday forms of given names, which stand for one name alone; of `Alex` or `Ted` nobody knows which it is.
_EVERYDAY = """
thomas tom tommy
william bill billy
robert bob bobby rob
michael mike mick
james jim jimmy
joseph joe joey
richard dick rick
edward eddie
steven steve stephen
david dave
daniel danny
nicholas nick
matthew matt
gregory greg
kenneth kenny
andrew andy
anthony tony
charles charlie chuck
lawrence larry
john jack johnny
elizabeth liz
margaret peggy
susan sue
aleksandr sasha
mikhail misha
vladimir volodya vova
nikolai kolya
dmitri dima
konstantin kostya
ivan vanya
anatoli tolya
evgeni zhenya
grigori grisha
piotr petya
aleksei lyosha alyosha
sergei seryozha
boris borya
"""
_BY_EVERYDAY = {short: line.split()[0] for line in _EVERYDAY.split("\n") if line for short in line.split()[1:]}
_BY_SPELLING = {
    spelling: line.split()[0] for line in (_SLAVIC + _ARABIC).split("\n") if line for spelling in line.split()
}
_ARABIC_NAMES = frozenset(_ARABIC.split())
_PATRONYMIC = re.compile(
    r"(?P<stem>[a-z]{3,}?)(?:[iy]?[oae]v(?P<he>[iy]ch|ic|itch)|(?:[iy]?[oae][vu]|[iy]?i[vw]|[ae]u)n(?P<she>a))\Z"
)
#: Endings of stems before a patronymic: Nikola(i)evich, Mykola(io)vych.
_STEM_ENDS = ("", "i", "ii", "y", "o", "r")
#: Endings of surnames, and what stands for them.
_ENDINGS = (
    (re.compile(r"enk[oa]\Z"), "enko"),
    (re.compile(r"(?<=[st])k(?:yi|yy|ii|iy|ij|yj|i|y)\Z"), "kii"),
    (re.compile(r"(?<=[^aeiouy])(?:iou|iau|yau)\Z"), "ev"),
    (re.compile(r"(?<=[bcdfgklmnprstvxz])(?:ou|au)\Z"), "ov"),
    (re.compile(r"ch[yi]k\Z"), "chik"),
)
#: Shorter words have no such ending.
_SURNAME = 6


def are_arabic_given_names(words: Sequence[str]) -> bool:
    """Whether words are Arabic given names of the table, among them those of two words that begin with Abd."""
    rest = [word for before, word in pairwise(["", *words]) if SERVANT not in (before, word)]
    return bool(words) and words[-1] != SERVANT and all(word in _ARABIC_NAMES for word in rest)


def given_name(text: str) -> str:
    """Return the form that stands for the spellings of a given name; empty for what is no given name of the tables."""
    return _BY_SPELLING.get(text, "")


def form_of(text: str) -> str:
    """Return the form that stands for a given name, patronymic or Slavic surname; empty where none does."""
    if form := _BY_SPELLING.get(text) or _BY_EVERYDAY.get(text):
        return form
    if len(text) < _SURNAME:
        return ""
    if match := _PATRONYMIC.match(text):
        stem = match["stem"]
        for end in _STEM_ENDS:
            if form := _BY_SPELLING.get(stem + end):
                return form + ("ovich" if match["he"] else "ovna")
    for ending, form in _ENDINGS:
        if ending.search(text):
            return ending.sub(form, text)
    return ""
