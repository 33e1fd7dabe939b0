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
        "firma; gongsi; hoesa; enterprise; enterprises; est; establishment; comp; companies; corporations; corporate;"
        "cos; coy; incorp; incorpd; corpn; shrkh; shrkt; sharikat; sherkat; sherkate; sharekat; hvrt; brisath; cong ty;"
        "tovaristvo; tovarystvo"
    ),
    "limited": _phrases(
        "ltd; limited; co ltd; company limited; corporation limited; llc; limited liability company;"
        "gmbh; gesellschaft mit beschrankter haftung; mbh; sarl; srl; sro; doo; dooel; eood;"
        "ood; bv; bvba; sprl; besloten vennootschap; sp z oo; spolka z oo; spolka z ograniczona odpowiedzialnoscia;"
        "pty ltd; pty limited; pty; pte ltd; pte; pvt ltd; private limited; pvt; sdn bhd; ooo; too; tov; oso; kft;"
        "sendirian berhad; free zone establishment; free zone company;"
        "lda; ltda; limitada; uab; sia; ou; oy; aps; societate cu raspundere limitata; s de rl; s de rl de cv;"
        "societatea cu raspundere limitata; societe a responsabilite limitee; societa a responsabilita limitata;"
        "sociedad limitada; sl; fze; fzc; fzco; fz llc; fzllc; ltd sti; limited sirketi;"
        "obshchestvo s ogranichennoy otvetstvennostyu; obshchestvo s ogranichennoi otvetstvennostyu;"
        "tovarystvo z obmezhenoyu vidpovidalnistyu; tovaristvo z obmezhenoyu vidpovidalnistyu; tdv;"
        "tovarystvo z obmezhenoiu vidpovidalnistiu; tavarystva z abmezhavanay adkaznastsyu;"
        "tovarishchestvo s ogranichennoy otvetstvennostyu; tovarishchestvo s ogranichennoi otvetstvennostyu;"
        "mhdwdh; mhdwd; wll; cong ty tnhh; cong ty trach nhiem huu han; tnhh; chmakad; sh pk; shpk; mmc; mchj;"
        "mehdud mesuliyyetli cemiyyeti; epe; ike; uzdaroji akcine bendrove; osauhing; osakeyhtio; anpartsselskab;"
        "sabiedriba ar ierobezotu atbildibu; spolecnost s rucenim omezenym; spolocnost s rucenim obmedzenym; spol sro;"
        "korlatolt felelossegu tarsasag; drustvo s ogranicenom odgovornoscu; drustvo sa ogranicenom odgovornoscu;"
        "druzba z omejeno odgovornostjo; besloten vennootschap met beperkte aansprakelijkheid; eurl; unipessoal lda;"
        "sociedad de responsabilidad limitada; sociedade limitada; san ve tic ltd sti;"
        "sanayi ve ticaret limited sirketi; godo kaisha; youxianzerengongsi; youxian zeren gongsi;"
        "youxian gongsi; youxiangongsi; yuhan hoesa; yuhanhoesa;"
        "yugen gaisha; yk"
    ),
    "stock": _phrases(
        "ag; aktiengesellschaft; sa; spa; plc; public limited company; public limited co; jsc; joint stock company;"
        "joint stock co; pjsc; public joint stock company; ojsc; prjsc; oao; open joint stock company; cjsc; zao;"
        "closed joint stock company; pao; ao; aktsionernoe obshchestvo; otkrytoe aktsionernoe obshchestvo;"
        "zakrytoe aktsionernoe obshchestvo; publichnoe aktsionernoe obshchestvo; nv; naamloze vennootschap; se;"
        "societas europaea; ab; aktiebolag; asa; as; oyj; aksjeselskap; aktieselskab; societe anonyme;"
        "sociedad anonima; sa de cv; s a; a s; sas; sae; societa per azioni; tbk; pt; berhad; bhd; kk;"
        "kabushiki kaisha; kabushiki gaisha; kabushikikaisha; chusik hoesa; jusighoesa; chusikhoesa;"
        "gufen youxian gongsi; gufenyouxiangongsi; aktsionerne tovaristvo; aktsionerne tovarystvo;"
        "privatne aktsionerne tovaristvo; pryvatne aktsionerne tovarystvo; publichne aktsionerne tovaristvo;"
        "publichne aktsionerne tovarystvo; zakrytae aktsyyanernae tavarystva; adkrytae aktsyyanernae tavarystva;"
        "nepublichnoe aktsionernoe obshchestvo; spolka akcyjna; akcine bendrove; aktsiaselts; akciova spolecnost;"
        "akciova spolocnost; reszvenytarsasag; zartkoruen mukodo reszvenytarsasag;"
        "nyilvanosan mukodo reszvenytarsasag; dionicko drustvo; akcionarsko drustvo; delniska druzba;"
        "sociedade anonima; societe par actions simplifiee; cong ty co phan; ctcp; anonymi etaireia; ae; msahmh; sal;"
        "perseroan terbatas; san ve tic as; sanayi ve ticaret as; kgaa; anonim sirketi;"
        "anonim sirket; nyrt; zrt; sab de cv; pat; prat; at"
    ),
    "partnership": _phrases(
        "lp; limited partnership; llp; limited liability partnership; kg; kommanditgesellschaft; ohg; ks;"
        "gmbh and co kg; gmbh and co; ag and co kg; scs; sca; cv; gbr; partnership; sp j;"
        "spolka jawna; sp k; spolka komandytowa; vof"
    ),
    "state": _phrases(
        "fgup; gup; mup; federalnoe gosudarstvennoe unitarnoe predpriyatie; gosudarstvennoe unitarnoe predpriyatie;"
        "munitsipalnoe unitarnoe predpriyatie; federal state unitary enterprise; state unitary enterprise"
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
#: Of the particles those after which a name always goes on: at the end of one, the rest was cut off.
CONNECTING = _words("bin ibn bint bn bnt abn al el ul ur wld")
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


def _pairs(text: str) -> dict[str, str]:
    """Lines of a word and what is written for it."""
    lines = (line.split() for line in text.strip().splitlines())
    return {short: full for full, *shorts in lines for short in shorts}


#: Abbreviated words in names of bodies, and the words that they stand for; spellings of one word too.
ABBREVIATIONS = _pairs("""
international intl int intern internatl internat intnl
manufacturing mfg mfrg manuf
engineering eng engg engr engrg engng
services svc svcs srv srvs serv servs service
national natl nat
university univ
general gen genl
industries ind inds indus industry industrial indl
technology tech techs technologies technol techno
technical technic
trading trdg trad trade
shipping shpg shipg
shipyard shpyd
marine mar
maritime marit
transport trans transp transportation trnsprt
management mgmt mgt mngmt
development dev devt devel develop
investment inv invest investments invt
financial fin finance
holding hldg hldgs holdings
group grp gp groups
government govt gov
department dept dep
ministry min
institute inst
laboratory lab labs laboratories
research rsch res
science sci sciences
scientific scient
association assn assoc ass
brothers bros bro
equipment equip eqpt
machinery mach machine machines
electric elec electrical elect electr
electronics electron electronic
chemical chem chemicals
pharmaceutical pharm pharma pharmaceuticals
construction constr const cnstr
commercial comm comml commerce
communications commun comms communication
telecommunications telecom telecomm telecommunication
export exp exports
import imp imports
production prod prodn prods products
systems sys syst system
solutions soln solns solution
center ctr centre cntr
academy acad
administration admin
agency agcy
aviation avn aviat
airlines airl airline
petroleum petrol petr
exploration expl explor
agricultural agric agri agriculture
foreign frgn
federal fed
federation fedn
republic rep
committee cttee comm-tee
organization org orgn organisation
logistics log logist
materials matl matls material
metallurgical metall
military mil
mining mng
bank bk bnk
building bldg
hospital hosp
insurance ins insur
consulting conslt consult consultants
enterprise entpr
division div
executive exec
economic econ
energy energ
equipments eqpts
fisheries fish fishery
petrochemical petrochem petchem petrochemicals
aerospace aero
distribution distr distrib distn
north northern
south southern
east eastern
west western
""")
#: Abbreviations of the table that stand for another word too.
OTHER_READINGS = {
    "comm": ("communications",),
    "comms": ("commercial",),
    "elec": ("electronics",),
    "elect": ("electronics",),
    "electr": ("electronics",),
    "tech": ("technical",),
    "mar": ("maritime",),
    "ins": ("institute",),
    "res": ("resources",),
    "dev": ("devices",),
    "ind": ("independent",),
    "gen": ("generators",),
    "fin": ("finishing",),
    "log": ("logging",),
}
#: Words of which two are never one: sides and directions, above and below, and what else is told apart by them.
POLES = {
    word: f"{kind}:{pole}"
    for kind, poles in {
        "side": {
            "east": "east eastern vostok vostochny vostochnyi vostochnaya vostochnoe ost oriental oriente este sharq",
            "west": "west western zapad zapadny zapadnyi zapadnaya zapadnoe occidental occidente oeste gharb gharbi",
            "north": "north northern sever severny severnyi severnaya severnoe nord norte shamal",
            "south": "south southern yug yuzhny yuzhnyi yuzhnaya yuzhnoe iuzhnyi sud sur janub",
            "northeast": "northeast northeastern",
            "northwest": "northwest northwestern",
            "southeast": "southeast southeastern",
            "southwest": "southwest southwestern",
            "centre": "central tsentralny tsentralnyi",
        },
        "level": {
            "upper": "upper verkhny verkhniy verkhnii superior alto",
            "lower": "lower nizhny nizhniy nizhnii inferior bajo",
        },
        "age": {"old": "old stary staryi", "new": "new novy novyi nueva nuevo nova novaya"},
        "size": {"great": "great greater big large bolshoy bolshoi", "small": "little lesser small maly malyi"},
        "way": {"in": "import inner internal inland inbound", "out": "export outer external outbound overseas"},
        "hand": {"left": "left", "right": "right"},
        "sex": {"men": "mens male boys", "women": "womens female girls"},
        "colour": {
            "black": "black",
            "white": "white",
            "red": "red",
            "blue": "blue",
            "green": "green",
            "yellow": "yellow",
        },
        "metal": {"gold": "gold golden", "silver": "silver"},
        "time": {"day": "day morning dawn sunrise", "night": "night evening dusk sunset"},
        "public": {"public": "public state", "private": "private"},
    }.items()
    for pole, words in poles.items()
    for word in words.split()
}
#: Words of a language for `the one that calls itself so`, before the name of a body.
SO_CALLED = _phrases(
    "so called; self styled; self proclaimed; self declared; soi disant; sogenannte; sogenannter; sogenanntes;"
    "tak nazyvaemaya; tak nazyvaemyi; tak nazyvaemoe; alleged; purported; la llamada; el llamado"
)
#: The same forms with the word for a company shortened.
COMPANY = {"company": ("co", "comp", "coy")}
#: Legal forms that are written in a name's own script without a blank, or with signs, and how they are read.
NATIVE_FORMS = {
    **dict.fromkeys(("株式会社", "株式會社", "(株)"), "kabushikikaisha"),
    **dict.fromkeys(("有限会社", "(有)"), "yk"),
    **dict.fromkeys(("合同会社",), "godo kaisha"),
    **dict.fromkeys(("주식회사", "(주)"), "jusighoesa"),
    **dict.fromkeys(("유한회사", "(유)"), "yuhanhoesa"),
    **dict.fromkeys(("股份有限公司",), "gufenyouxiangongsi"),
    **dict.fromkeys(("有限责任公司", "有限責任公司"), "youxianzerengongsi"),
    **dict.fromkeys(("有限公司",), "youxiangongsi"),
    **dict.fromkeys(('בע"מ', "בע״מ", "בע'מ"), "ltd"),
}
#: Before a name that ends in one of the forms behind it: `S.C. Alfa S.R.L.`
FRAMED_FORMS = {"sc": ("srl", "sa")}
#: Legal forms that are written together with the name, before it and after it.
GLUED_BEFORE = ("ojsc", "pjsc", "cjsc", "jsc", "ooo", "oao", "zao", "pao")
GLUED_AFTER = ("gmbh", "pjsc", "ojsc", "cjsc", "jsc", "llc", "ltd", "plc")
#: Particles that are written together with a name: Alkhalidi, Delrosario.
GLUED_PARTICLES = frozenset(
    ["abu", "bin", "ibn", "del", "ben", "al", "el", "ad", "an", "ar", "as", "az", "de", "ul", "ur", "mac", "mc", "o"]
)
#: Between the name of a ship and a former one.
FORMERLY = _words("ex formerly former fka")
#: Before a number.
NUMBER_SIGNS = _words("no nr num number nos")
