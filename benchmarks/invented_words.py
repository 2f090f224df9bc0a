"""The words of invented news: lists only. Enough of them that four in a row seldom meet by chance, as in real news."""

from typing import Final


def _listed(text: str, mark: str | None = None) -> list[str]:
    return text.split(mark)


FIRST: Final = _listed(
    "Ada Bruno Carla Dmitri Elif Farid Greta Hanna Ivo Jana Karim Lena Marek Nadia Omar Petra Rolf Sana Tomas Ulla "
    "Viktor Wanda Xenia Yusuf Zora Anton Beate Cyril Dora Emil"
)
LAST: Final = _listed(
    "Abend Borsa Castell Dravec Elmo Fairwell Gorin Halvor Istrati Jarrow Kestrel Lomond Merrin Norwood Ostrava Pell "
    "Quayle Radic Sorrel Tamm Ulster Varga Wexler Yardley Zeman Ashby Birk Corvin Dahl Engström Falk Grau Hovik Ilves "
    "Jansky Kolb Lund Moretti Novak Osei Pirelli Rask Sund Toth Urbina Velde Wirth Zoric"
)
PLACES: Final = _listed(
    "Aldermoor Brackwater Calderon Dunmere Eastvale Fenwick Garrow Hollin Ister Jasper Kelby Lorne Marwick Norhaven "
    "Oxley Pellworth Quill Ravensby Stanmere Torvale Underhill Westmark Amberley Birkdale Colne Draymouth Elsfleth "
    "Farrow Glanmore Highmoor Inverask Kirkwall Lindau Malvern Nethersole Orsova Penrith Ruthin Selkirk Ulverton"
    " Tarbert"
)
ROLES: Final = _listed(
    "mayor|harbour master|finance minister|union leader|chief engineer|prosecutor|police chief|health secretary|"
    "opposition leader|head of the rescue service|company spokeswoman|central bank governor|farmers' delegate|judge|"
    "transport commissioner|school inspector|energy adviser|museum director|fleet commander|chief executive",
    "|",
)
BODIES: Final = _listed(
    "city council|ministry|port authority|railway company|miners' union|regional court|energy regulator|university|"
    "coast guard|teachers' association|water board|airline|parliament|hospital trust|shipping line|grain cooperative|"
    "football federation|archbishopric|customs service|fire brigade|savings bank|broadcaster|forestry office|"
    "border police|statistics bureau|housing agency|steel maker|nature reserve|census office|opera house|"
    "prison service",
    "|",
)
VERBS: Final = tuple(
    _listed(group, "/")
    for group in _listed(
        "approved/backed/passed/signed off on|rejected/turned down/threw out/refused to accept|"
        "announced/unveiled/presented/made public|suspended/halted/put on hold/stopped|"
        "inspected/examined/looked into/reviewed|delayed/postponed/pushed back/put off|"
        "expanded/widened/enlarged/added to|criticised/attacked/found fault with/denounced|"
        "restored/repaired/rebuilt/brought back|evacuated/cleared/emptied/closed off|"
        "sold/gave up/parted with/auctioned|bought/acquired/took over/secured|copied/imitated/borrowed/followed|"
        "taxed/burdened/charged for/made dearer|defended/praised/stood by/spoke up for|"
        "searched/combed/went through/raided|financed/paid for/underwrote/subsidised|"
        "renamed/rebranded/relabelled/retitled",
        "|",
    )
)
THINGS: Final = _listed(
    "bridge tunnel contract budget ferry reservoir pipeline strike warehouse pension tariff harbour turbine archive "
    "clinic levy timetable dam quarry grid licence subsidy vessel depot orchard runway shelter canal treaty mill "
    "airport alliance ambulance aquarium arsenal barrier battery beach boycott brewery campus cargo carnival cathedral "
    "cemetery census charter circus cliff colony committee compass concert convoy corridor crane creek curfew dispute "
    "dividend dockyard drought election embassy exhibit factory famine festival flood forest fortress fountain freight "
    "frontier furnace garrison glacier granary greenhouse guarantee gulf heritage highway hostel inquiry island jetty "
    "junction kiosk laboratory lagoon lawsuit legacy library lighthouse loan lottery manor marathon market marsh "
    "meadow "
    "merger meteor mine monument mortgage motorway museum network nursery observatory outpost parade pasture patent "
    "payroll petition pier plateau playground plaza port prison province quota ranch referendum refinery registry reef "
    "relic rescue reserve ridge river sanctuary satellite school shrine siege signal stadium statue steamer summit "
    "survey swamp tanker temple theatre tower tram trench tribunal vaccine valley verdict viaduct village vineyard "
    "volcano voyage wharf windmill workshop zoo"
)
KINDS: Final = _listed(
    "new old disputed northern costly long-awaited damaged private public regional temporary planned flooded ageing "
    "modern crowded unfinished protected historic shared narrow troubled winter emergency abandoned ambitious ancient "
    "austere bankrupt bitter bold brittle buried cheap civic coastal compulsory contested corrupt cracked daily "
    "distant "
    "doubtful eastern electric empty expired fabled famous fenced foreign fragile frozen giant gilded hasty hidden "
    "hollow idle illegal inland joint lasting leaking lucrative marble military mobile model mountain municipal mutual "
    "national nuclear obscure official orphaned overdue painted patched plain popular profitable quiet rapid rebel "
    "remote rented risky royal rural rusty sacred scenic secret shallow silent sinking southern splendid stolen sunken "
    "tidal toxic urban vast virtual volatile wooden"
)
DOING: Final = _listed(
    "waiting for repairs|losing money|drawing criticism|running late|short of staff|near completion|under review|"
    "open to the public|at the centre of a dispute|without a licence|ahead of schedule|empty for months|in poor shape|"
    "back in service|too expensive for most|beyond saving|popular with visitors|for sale|in the wrong hands|at risk|"
    "full of surprises|a matter of taste|older than anyone thought|nobody's business|worth a second look|cut in half|"
    "hard to insure|due to open|easy to miss|out of fashion|under guard|up for renewal|on everybody's lips|"
    "a lost cause",
    "|",
)
PEOPLE: Final = _listed(
    "residents workers drivers critics experts fishermen traders passengers neighbours investors students doctors "
    "historians shopkeepers engineers volunteers parents lawyers actors bakers beekeepers bishops brokers builders "
    "cyclists dentists diplomats divers editors farmers firefighters gardeners generals hikers landlords librarians "
    "merchants musicians nurses officers painters pensioners pilots poets sailors scholars shepherds singers teachers "
    "tenants tourists veterans voters weavers"
)
THINK: Final = _listed(
    "fear hope doubt expect believe warn argue complain insist suspect claim know admit remember stress"
)
WHEN: Final = _listed(
    "on Monday|late on Tuesday|on Wednesday morning|a day earlier|this week|after hours of talks|before noon|"
    "in the early hours|last month|for the second time|at short notice|within days|over the weekend|in spring|"
    "at last|once more|without a word|in plain sight|to general surprise|in secret|by a narrow margin|since the war|"
    "under pressure|with some delay|as planned|in heavy rain|on paper|for good|by mistake|on advice",
    "|",
)
HOW: Final = _listed(
    "quietly openly barely nearly visibly slowly rarely gladly wisely badly sharply promptly largely partly simply "
    "merely surely clearly hastily calmly oddly proudly firmly bluntly loosely warmly vainly"
)
SAID: Final = _listed("said|told reporters|said in a statement|told a news conference|added|wrote", "|")
LINKING: Final = _listed("while|although|because|as|even though|after|since|before|now that|just when", "|")
SAYINGS: Final = _listed(
    "we will not|nobody here can|all of us must|it is time to|I have never seen anyone|you cannot simply|"
    "our children will have to|there was no reason to|they promised to|we are ready to",
    "|",
)
ACTS: Final = _listed(
    "leave the {} to the {}|pay for another {} with a {}|forget what the {} meant for the {}|"
    "close a {} and call it a {}|talk about the {} as if it were a {}|wait until the {} is a {}|"
    "build one more {} beside the {}|trade the {} for a {}",
    "|",
)
