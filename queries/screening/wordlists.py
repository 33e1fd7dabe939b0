"""Words that say little of who is named: legal forms, titles, particles, number words. Compared by rules of their own.

Written for this project, in Latin letters as `words.latin` gives them. A list is a text; its entries stand between
semicolons, or between blanks where none of them has a blank.
"""

from __future__ import annotations


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(";"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _counted(text: str, first: int = 0) -> dict[str, int]:
    return {word: n for n, word in enumerate(text.split(), first)}


#: Legal forms by family: two of one family do not contradict each other, and `any` contradicts none.
LEGAL_FORMS: dict[str, tuple[str, ...]] = {
    "any": _phrases(
        "co; company; corp; corporation; inc; incorporated; kompaniya; predpriyatie; cia; compania; compagnie; cie;"
        "firma; gongsi; hoesa; enterprise; est; establishment"
    ),
    "limited": _phrases(
        "ltd; limited; co ltd; company limited; corporation limited; llc; limited liability company;"
        "limited liability co; gmbh; gesellschaft mit beschrankter haftung; mbh; sarl; srl; sro; doo; dooel; eood;"
        "ood; bv; bvba; sprl; besloten vennootschap; sp z oo; spolka z oo; spolka z ograniczona odpowiedzialnoscia;"
        "pty ltd; pty limited; pty; pte ltd; pte; pvt ltd; private limited; pvt; sdn bhd; ooo; too; tov; oso; kft;"
        "lda; ltda; limitada; uab; sia; ou; oy; aps; societate cu raspundere limitata; s de rl; s de rl de cv;"
        "societatea cu raspundere limitata; societe a responsabilite limitee; societa a responsabilita limitata;"
        "sociedad limitada; sl; fze; fzc; fzco; fz llc; fzllc; ltd sti; limited sirketi;"
        "obshchestvo s ogranichennoy otvetstvennostyu; obshchestvo s ogranichennoi otvetstvennostyu;"
        "tovarystvo z obmezhenoyu vidpovidalnistyu; youxian gongsi; youxiangongsi; yuhan hoesa; yuhanhoesa;"
        "yugen gaisha; yk"
    ),
    "stock": _phrases(
        "ag; aktiengesellschaft; sa; spa; plc; public limited company; public limited co; jsc; joint stock company;"
        "joint stock co; pjsc; public joint stock company; ojsc; oao; open joint stock company; cjsc; zao;"
        "closed joint stock company; pao; ao; aktsionernoe obshchestvo; otkrytoe aktsionernoe obshchestvo;"
        "zakrytoe aktsionernoe obshchestvo; publichnoe aktsionernoe obshchestvo; nv; naamloze vennootschap; se;"
        "societas europaea; ab; aktiebolag; asa; as; oyj; aksjeselskap; aktieselskab; societe anonyme;"
        "sociedad anonima; sa de cv; s a; a s; sas; sae; societa per azioni; tbk; pt; berhad; bhd; kk;"
        "kabushiki kaisha; kabushiki gaisha; kabushikikaisha; chusik hoesa; jusighoesa; chusikhoesa;"
        "gufen youxian gongsi; gufenyouxiangongsi; anonim sirketi; anonim sirket; nyrt; zrt; sab de cv; pat; prat; at"
    ),
    "partnership": _phrases(
        "lp; limited partnership; llp; limited liability partnership; kg; kommanditgesellschaft; ohg; ks;"
        "gmbh and co kg; gmbh and co; ag and co kg; scs; sca; cv; gbr; partnership"
    ),
    "association": _phrases("ev; eg; foundation; stiftung; fundacion; fondation; fond; ano; ngo"),
}
#: Before a person's name, or after it; they come and go.
TITLES = _words(
    "shykh mwlwy mla hjy qry dktwr "
    "mr mrs ms miss dr prof professor sir lord lady dame rev fr engr eng ing hon shaikh sheikh shaykh sheik cheikh "
    "haji hajji hadji hajj alhaj qari mullah mulla maulavi maulawi mawlawi molla maulana mawlana ustad hafiz qazi "
    "sayyid sayed gen general lt ltgen col colonel maj major capt captain cpl sgt adm admiral vice marshal brig "
    "brigadier president minister chairman comrade jr sr junior senior fils pere phd esq herr frau monsieur madame "
    "mme senor senora don dona ayatollah imam mufti amir emir prince princess king queen hrh"
)
#: Between the parts of a person's name.
PARTICLES = _words(
    "bn bnt abn abw wld al el ul ur ud us as ad an ar az ash at l bin ibn ben bint b abu abou umm de da do dos das "
    "del della di du la le les los las van von der den ten ter zu zum zur und y na st san"
)
#: Of the particles those that say whose child somebody is.
CHILD_OF = _words("bin ibn ben bint bn abn bnt")
#: The first half of Abdullah, Abdul Rahman … in every spelling.
SERVANT = "abd"
#: Of the titles those that tell a father from a son of the same name.
GENERATIONS = _words("jr sr junior senior fils pere")
#: In the name of an organization, ship or place.
ARTICLES = _words("the a an of and for de la le les et und y e i in on der die das des du del da do dos")
#: Before the name of a ship.
SHIP_PREFIXES = _words(
    "mv mt ms ss mts mf fv sv rv my hms uss usns gts lng lpg tk mtug mvs vessel ship tanker teplokhod tkh"
)
#: Number words below twenty.
NUMBER_WORDS = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
) | _counted(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth"
    "sixteenth seventeenth eighteenth nineteenth",
    1,
)
#: Tens, to which a unit may be added.
TENS = {word: 10 * n for word, n in _counted("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
#: Roman numbers of two letters and more; single letters are numbers only at the end of a name.
ROMAN = (
    _counted("ii iii iv", 2) | _counted("vi vii viii ix", 6) | _counted("xi xii xiii xiv xv xvi xvii xviii xix xx", 11)
)
ROMAN_LETTERS = {"i": 1, "v": 5, "x": 10}
