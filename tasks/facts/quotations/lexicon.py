"""The English words that say that somebody speaks, and what kind of speaker a word names."""

from typing import Final

_CLAUSE: Final = (
    "say tell add note report claim argue warn insist explain acknowledge admit announce predict suggest contend "
    "concede confirm declare reveal reply respond tweet write maintain observe remark assert allege conclude estimate "
    "reiterate caution assure inform agree recall complain stress emphasize emphasise state testify tout joke quip "
    "boast lament muse opine posit surmise retort counter hint signal imply deny speculate recount mention indicate "
    "disclose proclaim profess reckon repeat scoff shout sigh stipulate underline underscore whisper find show yell "
    "cry exclaim interject mutter murmur comment gripe clarify advise"
)
_TO: Final = "vow promise pledge threaten offer"
_ASK: Final = "ask wonder inquire enquire question demand urge"
_WEAK: Final = (
    "call describe dismiss label brand denounce decry deride condemn criticize criticise praise hail blast slam "
    "attack accuse blame mock ridicule characterize characterise dub term cite refer point talk speak express voice "
    "reject refute defend encourage welcome liken compare tout portray quote outline detail recommend propose invite "
    "thank chant sing read lambaste lambast bash rip chide chastise rebuke scold hammer assail castigate challenge "
    "champion endorse highlight laud mourn apologize apologise object plead bemoan applaud commend congratulate "
    "credit discuss oppose protest rail rant raise summarize summarise tease sum salute unveil request order prohibit "
    "forbid require answer continue invoke interrupt chime think believe expect hope feel want consider know"
)
_IRREGULAR: Final = {
    "say": "says said saying",
    "find": "finds found finding",
    "show": "shows showed showing",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "see": "sees saw seen seeing",
    "know": "knows knew known knowing",
    "speak": "speaks spoke spoken speaking",
    "sing": "sings sang singing",
    "begin": "begins began beginning",
    "go": "goes went going",
    "swear": "swears swore swearing",
    "forbid": "forbids forbade forbidding",
    "read": "reads read reading",
    "cast": "casts cast casting",
}
_DOUBLED: Final = ("admit", "rip", "slam", "quip", "refer", "dub", "sum")


def forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb: itself, third person, past, participle."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb in _DOUBLED:
        return (verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    if verb.endswith("e"):
        return (verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return (verb, third, f"{verb}ed", f"{verb}ing")


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


def _table(verbs: str) -> dict[str, str]:
    return {form: verb for verb in verbs.split() for form in forms(verb)}


CLAUSE_VERBS: Final = _table(_CLAUSE)
TO_VERBS: Final = _table(_TO)
ASK_VERBS: Final = _table(_ASK)
WEAK_VERBS: Final = _table(_WEAK)
CUE_VERBS: Final = {**WEAK_VERBS, **TO_VERBS, **ASK_VERBS, **CLAUSE_VERBS}
BARE_CLAUSE: Final = word_set(
    "say tell add note claim argue warn insist explain acknowledge admit announce report predict suggest concede "
    "confirm deny contend allege assert complain estimate maintain"
)
NOUNS_TOO: Final = word_set(
    "report reports claim claims note notes state states comment comments post posts call calls demand demands "
    "question questions answer answers quote quotes offer offers promise promises pledge pledges vow vows fear fears "
    "estimate estimates joke jokes challenge challenges attack attacks complaint order orders request requests object "
    "objects list lists detail details outline outlines point points refer talk talks hope hopes label labels brand "
    "brands term terms read reads cast rule rules relate reason reasons cry cries signal signals hint hints counter "
    "counters thought feeling meaning saying reading meeting beginning finding posting writing blame credit credits "
    "protest protests praise permit stress mention mentions remark remarks cause set record lament laments threat "
    "warning hearing opening ruling urge urges boast boasts advise tweet tweets repeat sign being boosting condition "
    "feels sees knows want wants welcome condemn compare"
)
OBJECT_VERBS: Final = word_set("tell inform assure remind urge ask advise caution warn")
PRONOUNS: Final = word_set("he she they it we i you")
ADVERBS: Final = word_set(
    "also then later once still often even just again only always never further previously already earlier repeatedly "
    "first instead perhaps ever now long recently both all himself herself themselves has have had is are was were "
    "been being would will could can may might must did does do not thereafter meanwhile yesterday today 's 've 'd "
    "'ll 're 'm"
)
WEEKDAYS: Final = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS: Final = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sept sep oct nov dec"
)
FINITE: Final = word_set(
    "is are was were has have had will would can could may might should does did 's 're 've 'll 'd cannot won't don't "
    "didn't isn't"
)
PAST: Final = word_set(
    "gave took made came went got put left met won lost sent held saw became began kept brought bought sold fell rose "
    "grew cut set hit ran found led paid stood spent drew drove threw built broke chose"
)
DETERMINERS: Final = word_set(
    "the a an one some many several few other another this that these those his her their its our my your most no "
    "both two three four five six seven eight nine ten each every all"
)
PREPOSITIONS: Final = word_set(
    "in on at by with from during after before since until under over about against between into through as for of to "
    "than amid despite beyond regarding concerning per via "
    "within without upon toward towards following near like while when if because although "
    "though where whether unless once but and or so yet nor plus except given according asked"
)
PERSON_NOUNS: Final = word_set(
    "spokesman spokeswoman master keeper keepers spokesperson spokespeople president minister secretary chairman "
    "chairwoman chair chief leader leaders senator senators congressman congresswoman representative governor mayor "
    "lawmaker lawmakers official officials analyst analysts expert experts economist economists professor researcher "
    "researchers scientist scientists director executive executives officer officers manager managers coach captain "
    "general colonel lieutenant sergeant attorney attorneys lawyer lawyers judge judges justice prosecutor "
    "prosecutors candidate candidates nominee nominees rival aide aides adviser advisers advisor advisors strategist "
    "strategists pollster activist activists author authors writer writers journalist journalists reporter reporters "
    "editor editors anchor host moderator source sources witness witnesses victim victims resident residents neighbor "
    "neighbors neighbour neighbours critic critics supporter supporters opponent opponents voter voters protester "
    "protesters student students teacher teachers doctor doctors nurse nurses patient patients farmer farmers worker "
    "workers mother father son daughter brother sister wife husband friend friends man men woman women people person "
    "others owner owners founder co-founder ceo deputy commissioner ambassador envoy diplomat diplomats commander "
    "bishop pope cardinal rev king queen prince princess premier chancellor head heads businessman businesswoman "
    "billionaire actor actress singer artist producer consultant investigator investigators detective sheriff "
    "narrator announcer commentator observer observers veteran trader traders investor investors democrat democrats "
    "republican republicans member members parent parents child children boy girl questioner guest respondents "
    "respondent users user driver pilot passenger survivor survivors historian biologist negotiator legislator "
    "legislators politician politicians insider insiders operative operatives counsel treasurer principal "
    "superintendent dean clerk guard soldier soldiers participant participants organizer organizers organiser "
    "spokesmen spokeswomen vice-president contractor engineer engineers architect designer fan fans player players "
    "mate businessmen relatives relative cousin uncle aunt grandmother grandfather widow widower colleague colleagues "
    "conservative conservatives liberal liberals progressive progressives hawk hawks majority minority dealer anyone "
    "someone everyone everybody somebody nobody firefighter firefighters paramedic shopkeeper landlord tenant skipper "
    "employee employees councillor councillors councilman councilwoman councilor councilors columnist columnists "
    "novelist novelists poet campaigner campaigners comptroller administrator administrators technician "
    "fisherman fishermen miner miners curator librarian archaeologist vicar priest pastor imam rabbi monk"
)
DOCUMENTS: Final = word_set(
    "statement report study survey poll letter email e-mail memo tweet post article column editorial op-ed book paper "
    "document documents filing lawsuit complaint indictment affidavit footage ad ads advert advertisement commercial "
    "release transcript website site page analysis review blog message note notice order ruling bill law rule rules "
    "plan clip video recording headline caption story audit census bulletin communique declaration resolution "
    "testimony agreement treaty proposal reports records data figures standards petition sign banner brief summary"
)
ORGANIZATIONS: Final = word_set(
    "ministry department agency government administration police army navy military force forces company firm bank "
    "court committee commission council board campaign party union university institute association organization "
    "organisation group team club office bureau authority authorities parliament congress senate house cabinet "
    "embassy kremlin pentagon foundation center centre corporation corp inc ltd llc church hospital school newspaper "
    "magazine network station channel times post journal press news media operator coalition alliance federation "
    "league society trust fund service services fbi cia nato un eu imf who opec camp staff panel jury regime militia "
    "rebels industry think-tank watchdog regulator publisher charity manufacturer airline retailer broadcaster "
    "consortium caucus secretariat directorate taskforce delegation brigade ngo outlet opposition"
)
COMPANY_ENDINGS: Final = word_set(
    "savings communications steel drilling acquisition medical co cos corp inc ltd plc lines terminals partners "
    "motors airlines airways industries holdings systems resources technologies enterprises solutions securities "
    "properties energy pharmaceuticals laboratories labs studios pictures entertainment insurance telecom brands "
    "foods stores markets economics research analytics strategies consulting associates"
)
TITLES: Final = word_set(
    "mr mrs ms miss dr prof sir lord lady dame rev gov sen rep president prime minister vice secretary general gen "
    "col lt sgt capt cmdr adm admiral captain colonel major maj sheriff judge justice chief king queen prince "
    "princess pope senator congressman congresswoman governor mayor ambassador chancellor premier professor doctor "
    "father sister bishop cardinal archbishop imam rabbi sheikh detective officer sergeant lieutenant commissioner "
    "speaker chairman chairwoman director defense defence foreign interior finance deputy state attorney "
    "representative inspector councilman councilwoman councillor alderman rear brigadier corporal chairperson coach "
    "reverend marshal trooper adv advocate comptroller undersecretary superintendent"
)
PLACES_THAT_SPEAK: Final = word_set(
    "washington moscow beijing pyongyang seoul tokyo london paris berlin brussels kyiv kiev tehran jerusalem ankara "
    "delhi islamabad cairo riyadh damascus baghdad kabul warsaw rome madrid ottawa canberra taipei hanoi havana "
    "caracas russia china ukraine iran israel turkey india pakistan egypt syria iraq poland france germany italy "
    "spain britain japan canada australia mexico brazil taiwan belarus serbia hungary greece qatar lebanon yemen "
    "libya sudan"
)
