"""What people call the feasts: their (folded) names in German and English, and how one is found.

Apostrophes, hyphens and full stops inside a name do not matter: „Buß- und Bettag“, „St. Martin“,
„New Year's Eve“.
"""

from commands.dates.tokens import Phrase

_CALLED = {
    "weiberfastnacht": "weiberfastnacht|altweiber|altweiberfastnacht|schmutziger donnerstag|unsinniger donnerstag",
    "karnevalssamstag": "karnevalssamstag|nelkensamstag",
    "karnevalssonntag": "karnevalssonntag|faschingssonntag|tulpensonntag",
    "rosenmontag": "rosenmontag|rose monday",
    "fastnacht": "fastnacht|fastnachtsdienstag|faschingsdienstag|karnevalsdienstag|veilchendienstag|fasnacht|"
    "shrove tuesday|mardi gras|pancake day|fat tuesday",
    "aschermittwoch": "aschermittwoch|ash wednesday",
    "palmsonntag": "palmsonntag|palm sunday",
    "gruendonnerstag": "gruendonnerstag|maundy thursday|holy thursday",
    "karfreitag": "karfreitag|good friday",
    "karsamstag": "karsamstag|ostersamstag|holy saturday|easter saturday",
    "ostersonntag": "ostersonntag|oster sonntag|easter sunday",
    "ostermontag": "ostermontag|oster montag|easter monday",
    "weisser sonntag": "weisser sonntag|weissen sonntag",
    "himmelfahrt": "himmelfahrt|himmelfahrtstag|christi himmelfahrt|christihimmelfahrt|vatertag|herrentag|"
    "maennertag|ascension|ascension day|ascension thursday",
    "pfingstsamstag": "pfingstsamstag",
    "pfingstsonntag": "pfingstsonntag|whit sunday|pentecost sunday",
    "pfingstmontag": "pfingstmontag|pfingst montag|whit monday|pentecost monday|whitmonday",
    "trinitatis": "trinitatis|dreifaltigkeitssonntag|trinity sunday",
    "fronleichnam": "fronleichnam|fronleichnamstag|corpus christi",
    "neujahr": "neujahr|neujahrstag|neu jahr|new year|new years|new year s|new years day|new year s day|new year day",
    "dreikoenig": "dreikoenig|dreikoenige|dreikoenigstag|dreikoenigsfest|heilige drei koenige|heiligen drei koenige|"
    "heiligen drei koenigen|heilig drei koenig|heilig drei koenige|heilige 3 koenige|heiligen 3 koenige|"
    "hl drei koenige|hl 3 koenige|drei koenige|epiphanias|epiphany",
    "holocaustgedenktag": "holocaustgedenktag|holocaust gedenktag|holocaust memorial day",
    "lichtmess": "lichtmess|mariae lichtmess|maria lichtmess|candlemas|groundhog day",
    "valentinstag": "valentinstag|valentines day|valentine s day|valentine day|valentines",
    "weltfrauentag": "weltfrauentag|frauentag|internationaler frauentag|internationalen frauentag|frauenkampftag|"
    "womens day|women s day|international women s day|international womens day",
    "patrickstag": "st patricks day|st patrick s day|saint patrick s day|saint patricks day|patricks day",
    "josefstag": "josefstag|josefitag|josefi|st josef",
    "erster april": "april fools|april fools day|april fool s day",
    "walpurgisnacht": "walpurgisnacht|walpurgis",
    "maifeiertag": "maifeiertag|tag der arbeit|may day",
    "tag der befreiung": "tag der befreiung|ve day",
    "europatag": "europatag|europe day",
    "kindertag": "kindertag|internationaler kindertag",
    "johannistag": "johannistag|johanni",
    "siebenschlaefer": "siebenschlaefer|siebenschlaefertag",
    "independence day": "independence day|fourth of july",
    "friedensfest": "friedensfest|augsburger friedensfest",
    "mariae himmelfahrt": "mariae himmelfahrt|maria himmelfahrt|mariahimmelfahrt|assumption day|assumption of mary",
    "weltkindertag": "weltkindertag",
    "tag der einheit": "tag der deutschen einheit|tag der dt einheit|tag der einheit|"
    "german unity day|day of german unity|unity day",
    "reformationstag": "reformationstag|reformationsfest|halloween|reformation day|all hallows eve",
    "allerheiligen": "allerheiligen|all saints day|all saints|all saint s day|all hallows",
    "allerseelen": "allerseelen|all souls day|all souls",
    "guy fawkes": "guy fawkes|guy fawkes night|guy fawkes day|bonfire night",
    "martinstag": "martinstag|st martin|sankt martin|martinsfest|st martins tag|elfter elfter|elften elften|"
    "elfter im elften|elften im elften|veterans day|veteran s day|remembrance day|armistice day",
    "barbaratag": "barbaratag|barbara tag|st barbara|sankt barbara",
    "nikolaus": "nikolaus|nikolaustag|nikolo|nikolausabend|st nikolaus|sankt nikolaus|st nicholas day|"
    "saint nicholas day",
    "mariae empfaengnis": "mariae empfaengnis|maria empfaengnis|immaculate conception",
    "luciatag": "luciatag|luziatag",
    "heiligabend": "heiligabend|heilig abend|heiliger abend|heiligen abend|hl abend|weihnachtsabend|christmas eve|"
    "xmas eve",
    "erster weihnachtstag": "erster weihnachtstag|ersten weihnachtstag|1 weihnachtstag|erster weihnachtsfeiertag|"
    "ersten weihnachtsfeiertag|1 weihnachtsfeiertag|weihnachtstag|weihnachtsfeiertag|christtag|christfest|"
    "christmas day|xmas day",
    "zweiter weihnachtstag": "zweiter weihnachtstag|zweiten weihnachtstag|2 weihnachtstag|zweiter weihnachtsfeiertag|"
    "zweiten weihnachtsfeiertag|2 weihnachtsfeiertag|stefanitag|stephanstag|stefanstag|stephanitag|boxing day|"
    "saint stephen s day|st stephen s day|st stephens day",
    "silvester": "silvester|sylvester|silvesterabend|silvestertag|altjahrsabend|altjahrestag|new years eve|"
    "new year s eve|new year eve|nye",
    "fruehlingsanfang": "fruehlingsanfang|fruehlingsbeginn|fruehjahrsanfang|beginn des fruehlings",
    "sommeranfang": "sommeranfang|sommerbeginn|sommersonnenwende",
    "herbstanfang": "herbstanfang|herbstbeginn",
    "winteranfang": "winteranfang|winterbeginn|wintersonnenwende",
    "erster advent": "erster sonntag im advent|ersten sonntag im advent|"
    "erster advent|ersten advent|1 advent|erster adventssonntag|ersten adventssonntag|"
    "1 adventssonntag|first advent|first sunday of advent|first advent sunday|1 st advent",
    "zweiter advent": "zweiter sonntag im advent|zweiten sonntag im advent|"
    "zweiter advent|zweiten advent|2 advent|zweiter adventssonntag|zweiten adventssonntag|"
    "2 adventssonntag|second advent|second sunday of advent|second advent sunday|2 nd advent",
    "dritter advent": "dritter sonntag im advent|dritten sonntag im advent|"
    "dritter advent|dritten advent|3 advent|dritter adventssonntag|dritten adventssonntag|"
    "3 adventssonntag|third advent|third sunday of advent|third advent sunday|3 rd advent",
    "vierter advent": "vierter sonntag im advent|vierten sonntag im advent|"
    "vierter advent|vierten advent|4 advent|vierter adventssonntag|vierten adventssonntag|"
    "4 adventssonntag|fourth advent|fourth sunday of advent|fourth advent sunday|4 th advent",
    "totensonntag": "totensonntag|ewigkeitssonntag",
    "busstag": "busstag|buss und bettag|busse und bettag|bettag|buss bettag|buss u bettag|buss & bettag",
    "volkstrauertag": "volkstrauertag",
    "muttertag": "muttertag|mothers day|mother s day|mother day",
    "erntedank": "erntedank|erntedankfest|erntedanktag|erntedanksonntag",
    "sommerzeit": "sommerzeit|zeitumstellung im maerz|umstellung auf sommerzeit|umstellung auf die sommerzeit|"
    "beginn der sommerzeit",
    "winterzeit": "winterzeit|zeitumstellung im oktober|umstellung auf winterzeit|umstellung auf die winterzeit|"
    "ende der sommerzeit|beginn der winterzeit",
    "martin luther king day": "martin luther king day|martin luther king s day|martin luther king jr day|mlk day",
    "presidents day": "presidents day|president s day|president day|washington s birthday",
    "early may bank holiday": "early may bank holiday|may bank holiday",
    "memorial day": "memorial day|spring bank holiday",
    "fathers day": "fathers day|father s day|father day",
    "summer bank holiday": "summer bank holiday|august bank holiday",
    "labor day": "labor day|labour day",
    "columbus day": "columbus day|indigenous peoples day",
    "thanksgiving": "thanksgiving|thanksgiving day",
    "black friday": "black friday",
    "cyber monday": "cyber monday",
    "ostern": "ostern|osterfest|osterfeiertage|osterfeiertagen|osterwochenende|easter|easter weekend",
    "pfingsten": "pfingsten|pfingstfest|pfingstfeiertage|pfingstfeiertagen|pfingstwochenende|pentecost|whitsun|"
    "whitsuntide",
    "karneval": "karneval|fasching|karnevalszeit|tolle tage|tollen tage|carnival",
    "karwoche": "karwoche|heilige woche|heiligen woche|holy week",
    "weihnachten": "weihnachten|weihnacht|weihnachtszeit|weihnachtsfest|christmas|xmas|x mas",
    "weihnachtsfeiertage": "weihnachtsfeiertage|weihnachtsfeiertagen|weihnachtstage|weihnachtstagen",
    "adventszeit": "advent|adventszeit|adventzeit",
    "zwischen den jahren": "zwischen den jahren|zwischen weihnachten und neujahr|zwischen weihnachten und silvester|"
    "between the years",
}
_SIGNS = frozenset(("'", "’", "‘", "´", "`", "-", "."))


def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """All names by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for feast, names in _CALLED.items():
        for name in names.split("|"):
            words = tuple(name.split())
            table.setdefault(words[0], []).append((words[1:], feast))
    for rows in table.values():
        rows.sort(key=lambda one: -len(one[0]))
    return table


_BY_FIRST_WORD = _table()


def feast_at(p: Phrase, i: int) -> tuple[str, int] | None:
    """The feast that is named at i, as `feasts.feast` knows it, and the index after the name."""
    for words, feast in _BY_FIRST_WORD.get(p[i], ()):
        j = i + 1
        for word in words:
            while p[j] in _SIGNS:
                j += 1
            if p[j] != word:
                break
            j += 1
        else:
            return feast, j
    return None
