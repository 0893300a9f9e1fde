"""The words by which documents say what they mean, in the languages of groups: roles, statuses, people, days, months.

One place for English, German, French, Spanish, Portuguese, Italian, Chinese
and Japanese.  Words are written in lower case without punctuation, as
`folded` leaves them, and parted by bars.
"""

from __future__ import annotations

import re


def words(parted: str) -> frozenset[str]:
    """Return the words that bars part."""
    return frozenset(parted.split("|"))


ROLES: dict[str, str] = {
    "date": "event start|event date|date start|seminar date|event day"
    "|date|dates|day|when|meeting date|session date|date time|date and time|time and date|date of meeting|start"
    "|start date|begin|starts|scheduled|dtstart|meeting|date when|talk date|scheduled date|datetime|presented on"
    "|held on|datum|termin|termine|tag|wann|datum uhrzeit|fecha|fechas|cuándo|cuando|día|dia|data|quando|data e hora"
    "|jour|quand|le|giorno|日期|时间|日時|日付|開催日|开始时间|时间日期|讲座时间|报告时间|日にち"
    "|giorni|date et heure|date heure|giorno e ora|fecha y hora|data ora|data e ora|datum zeit"
    "|datum und uhrzeit|séance du|날짜|일시|일자|дата|termijn|日期时间|日期 时间|開催日時|実施日",
    "until": "end date|until|to date|enddatum|bis|fecha de fin",
    "week": "week|wk|week no|week number|weeks|semaine|woche|semana|settimana|周|周次|週",
    "number": "no|nr|number|session no|session number|meeting no|meeting number|lecture no|index|id|session id|episode"
    "|n|nº|num|número|nummer|numéro|序号|编号|回|第",
    "time": "time|hour|start time|when time|clock|hours|times|slot|time slot|duration|meeting time|zeit|uhrzeit|beginn"
    "|heure|horaire|hora|horario|horário|ora|orario|时刻|時刻|時間|orario inizio|uhr|début|tijd|시간|время|開始時刻",
    "end": "event end|end|end time|ends|ende|fin|fim|fine",
    "title": "topic|title|subject|theme|talk|talk title|session|session title|presentation|what|discussion topic|event"
    "|name of session|topics|discussion|content|summary of talk|seminar|title of talk|talk topic|presentation title"
    "|lecture|meeting topic|description of session|paper topic|activity|summary|lecture title|seminar title|agenda"
    "|subject of talk|title of paper|paper title topic|thema|themen|titel|vortrag|vortragstitel|titre|sujet|thème"
    "|exposé"
    "|tema|temas|título|titulo|charla|sesión|sessão|palestra|argomento|titolo|seminario|seminário|题目|标题|主题|報告題目"
    "|报告题目|内容|讲座题目|论文题目|タイトル|題目|テーマ|発表タイトル"
    "|titre de l exposé|titre exposé|titolo del seminario|título de la charla|título da palestra"
    "|thema des vortrags|titel des vortrags|texte discuté thème|sujet de l exposé|onderwerp|주제|제목|тема|название"
    "|発表題目|発表内容|講演題目|演題|論題|主題",
    "paper": "paper|papers|article|articles|paper title|reading|readings|paper s|book|chapter|paper link"
    "|papers to read"
    "|required reading|main paper|main reading|main readings|reading material|reading materials|pre reading"
    "|prereading|publication|references|reference|text|preprint|paper to discuss|paper title and link|paper discussed"
    "|literature|assigned reading|core reading|primary reading|what to read|paper name|arxiv|doi|citation"
    "|paper presented|paper read|manuscript|link to paper|artikel|lektüre|literatur|lecture à faire|papier|artículo"
    "|articulo|lectura|lecturas|artigo|artigos|leitura|leituras|articolo|articoli|lettura|letture|论文|文章|文献|文獻|書籍"
    "|论文标题|论文链接|論文|論文名|読む論文"
    "|texte|texte discuté|texte lu|lu|textes|lecture du jour|texto|textos|testo|testi|text für die sitzung|논문"
    "|статья|文献名|対象論文|课文|阅读|阅读材料",
    "extra": "extra|extras|extra reading|extra readings|optional reading|optional readings|additional reading"
    "|further reading|supplementary|supplementary reading|supplementary material|background|background reading"
    "|related papers|related reading|secondary reading|optional|additional resources|suggested reading|see also"
    "|recommended reading|additional readings|additional papers|optional papers|further readings|weiterführend"
    "|lecturas adicionales|lectures complémentaires|leituras complementares|参考|扩展阅读|参考文献|補足",
    "lead": "reporter|reporters"
    "|lead|leads|leader|leaders|speaker|speakers|presenter|presenters|presented by|who|facilitator|spk|pres"
    "|facilitators|discussant|discussants|discussion leader|discussion leaders|volunteer|led by|discussion leads"
    "|presenting|person|people|name|names|led by whom|speaker s|presenter s|discussion lead|lead s|session lead"
    "|session leader|session leads|contact|responsible|speaker name|given by|by|presenter name|guest speakers"
    "|lecturer|instructor|guest|guest speaker|invited speaker|reader|readers|presenter discussant|paper presenter"
    "|discussion led by|lead by|leading|talk by|referent|referentin|referenten|referent in|dozent|dozentin|dozent in"
    "|vortragende|vortragender|vortragende r|vorstellung"
    "|wer|moderation|intervenant|intervenante|intervenants|orateur|oratrice|présentateur|qui|ponente|ponentes"
    "|presentador|presenta|quién|expositor|expositora|apresentador|apresentadora|apresentadores|apresentadoras"
    "|palestrante|palestrantes|quem|ministrante|relatore|relatrice|relatori|chi|presentatore|主讲|主讲人|报告人|演讲人"
    "|讲者|分享|分享人|汇报人|发言人|演講者|発表者|担当|担当者|講演者|話者"
    "|equipe|équipe|equipo|team|animation|animateur|animatrice|présenté par|présentation par|einführung"
    "|vorgestellt von|referat|impuls|leitung|relatrice relatore|relatore relatrice|oratori|oratore|chi presenta"
    "|a cura di|dirige|a cargo de|impartido por|impartida por|imparte|dictado por|ministrado por|tenuto da|gehalten von"
    "|responsable|conférencier|conférencière|invité|invitée|convidado|convidada"
    "|orador|oradora|oradores|oradoras|docente|spreker|sprekers|wie|발표자|발표|담당|담당자|докладчик|prelegent|発表|報告者|紹介者|講師|报告者",
    "host": "host|hosts|chair|moderator|moderators|organiser|organizer|organisers|organizers|nominated by|chosen by"
    "|picked by|proposed by|session chair|suggested by|invited by|gastgeber|organisateur|anfitrión|主持人|主持|司会",
    "room": "room|where|location|venue|place|building|room location|location room|meeting room|campus|raum|ort|wo"
    "|salle|lieu|où|sala|lugar|aula|dónde|local|onde|luogo|dove|地点|地點|教室|会议室|場所|会場"
    "|salle et heure|standort|luogo e ora|장소|место|zaal|地点教室|開催場所",
    "online": "zoom|zoom link|meeting link|call|online|join|teams|video call|join link|meet|google meet|remote|webinar"
    "|stream|livestream|conference link|enlace de zoom|会议链接|腾讯会议|オンライン",
    "kind": "kind|type|format|category|session type|meeting type|type of session|style|track|art|typ|tipo"
    "|类型|類型|種類",
    "topics": "tags|tag|keywords|area|areas|subject area|field|schlagwörter|palabras clave|mots clés|关键词|キーワード",
    "abstract": "abstract|description|synopsis|details|blurb|overview|about|info|information|outline|abstract summary"
    "|zusammenfassung|beschreibung|résumé|resume|description de l exposé|resumen|descripción|resumo|descrição"
    "|riassunto|摘要|简介|内容简介|概要|要旨",
    "bio": "bio|biography|speaker bio|about the speaker|short bio"
    "|biografie|biographie|biografía|biografia|个人简介|略歴",
    "authors": "author|authors|paper authors|author s|autor|autoren|auteurs|auteur|autores|autori|作者|著者",
    "affiliation": "affiliation|workplace|institution|university|affiliations|from|company|department|group"
    "|organization|organisation|institute|position|affil|speaker affiliation|hochschule|universität|uni|institut"
    "|université"
    "|affiliation de l orateur|universidad|institución|afiliación|universidade|instituição|afiliação|università|单位"
    "|学校|机构|所属",
    "year": "year|published|publication year|pub year|jahr|année|año|ano|anno|年份",
    "status": "status|state|confirmed|estado|statut|stato|状态|状況",
    "notes": "notes|comments|comment|remarks|note|remark|misc|other|extra information|announcements|kommentar"
    "|bemerkung"
    "|bemerkungen|anmerkungen|remarque|remarques|observaciones|nota|notas|observações|commenti|备注|説明|备考|備考"
    "|notizen|hinweise|hinweis|note e avvisi|비고|примечание|opmerkingen|メモ|備考欄",
    "links": "slides|slide|slide deck|deck|slides link|link to slides|presentation slides|recording|recordings|video"
    "|videos|youtube|materials|material|links|link|url|resources|resource|code|notebook|notebooks|github|repo"
    "|repository|handout|minutes|meeting notes|session notes|attachments|files|file|media|recording link|pdf|stuff"
    "|video link|website|webpage|web|slides video|slides recording|slides and recording|slides and video|notes link"
    "|recap|summary notes|poster|demo|colab|exercises|tutorial|blog|blog post|preparation|registration|sign up"
    "|download"
    "|talk slides|slides url|presentation link|extra links|folien|aufzeichnung|unterlagen|diapositives|enregistrement"
    "|diapositivas|grabación|enlace|enlaces|vídeo|vídeos|materiales|gravação|apresentação slides|registrazione"
    "|diapositive|课件|幻灯片|录像|视频|链接|资料|スライド|資料|動画|リンク|録画"
    "|supports|support|compte rendu|comptes rendus|cr|slide materiali|materiali|diapos|transparents|protokoll"
    "|aufzeichnungen|자료|발표자료|материалы|presentatie|発表資料|配布資料",
}
"""What a column or a label holds, by what it is called."""

OTHER_DATES = re.compile(
    r"\b(?:changelog|change log|releases?|news|version history|deadlines?|important dates|updates|milestones|budget"
    r"|conferences?|contributors|members|thanks|acknowledg\w+|alumni|joined|notification|submissions?|due"
    r"|call for papers|cfp|member since|fristen|fechas importantes|mitglieder|scadenz[ae]|conferenz[ae]"
    r"|échéances?|dates limites?|conférences?"
    r"|plazos?|congresos?|conferencias?|prazos?|congressos?|conferências?|konferenz(?:en)?|abgabefristen"
    r"|einreichung(?:en)?|tagungen|membri|membres|miembros|membros)\b",
    re.IGNORECASE,
)
"""What headings and columns are called whose dates are no schedule."""

_LABELS = (
    "main|extra|extras|readings|reading|papers|paper|guides|videos|video|meta|slides|recording|materials"
    "|material|links|abstract|notes|resources|references|supplementary|background|optional|required"
    "|speaker|speakers|bio|summary|code|discussion|questions|agenda|description|details|minutes|location"
    "|room|time|zoom|outline|prerequisites|homework|further|pre-reading|preparation|exercises|related"
    "|bibliography|additional|presentation|lecturas|lectura|enlaces|diapositivas|materialien|folien"
    "|literatur|lectures|artigos|artigo|leituras|论文|课件|资料|摘要|資料|論文"
)
LABELS = words(_LABELS)
"""Words that name a part of a session rather than a session."""


def _numbers(lines: str, first: int) -> dict[str, int]:
    return {name: number for number, line in enumerate(lines.strip().splitlines(), first) for name in line.split()}


MONTHS = _numbers(
    """
    january jan janvier janv januar januari jänner enero ene gennaio gen janeiro gener stycznia января
    february feb february febr février févr fév fevrier februar februari febrero febbraio fevereiro fev febrer lutego февраля
    march mar märz mär maerz maart marzo março mars març marca марта
    april apr avril avr abril aprile abr kwietnia апреля
    may mai mei mayo maggio maio mag maig maja мая
    june jun juin juni junio giugno junho giu juny czerwca июня
    july jul juillet juil juli julio luglio julho lug juliol lipca июля
    august aug août aout augustus agosto ago agost sierpnia августа
    september sep sept septembre septiembre settembre setembro set sett setembre września сентября
    october oct octobre oktober okt octubre ottobre outubro ott out października октября
    november nov novembre noviembre novembro listopada ноября
    december dec décembre déc decembre dezember dez diciembre dic dicembre dezembro desembre grudnia декабря
    """,  # noqa: E501
    1,
)
MONTHS_ALSO_WORDS = frozenset(["set", "ago", "out", "gen"])
"""Months that are words of English too, and are months only where a date ends with them or a year follows."""
WEEKDAYS = _numbers(
    """
    monday mon mondays montag montags lundi lundis lunes lunedì lunedi segunda-feira segunda segundas maandag poniedziałek понедельник 周一 星期一 月曜日 月曜 월요일
    tuesday tue tues tuesdays dienstag dienstags mardi mardis martes martedì martedi terça-feira terça terças dinsdag wtorek вторник 周二 星期二 火曜日 火曜 화요일
    wednesday wed weds wednesdays mittwoch mittwochs mercredi mercredis miércoles miercoles mercoledì mercoledi quarta-feira quarta quartas quartas-feiras woensdag środa среда 周三 星期三 水曜日 水曜 수요일
    thursday thu thur thurs thursdays donnerstag donnerstags jeudi jeudis jueves giovedì giovedi quinta-feira quinta quintas donderdag czwartek четверг 周四 星期四 木曜日 木曜 목요일
    friday fri fridays freitag freitags vendredi vendredis viernes venerdì venerdi sexta-feira sexta sextas vrijdag piątek пятница 周五 星期五 金曜日 金曜 금요일
    saturday sat saturdays samstag samstags samedi sábado sabado sabato zaterdag sobota суббота 周六 星期六 土曜日 土曜 토요일
    sunday sun sundays sonntag sonntags dimanche domingo domenica zondag niedziela воскресенье 周日 星期日 星期天 日曜日 日曜 일요일
    """,  # noqa: E501
    0,
)
SHORT_WEEKDAYS = _numbers(
    """
    mo lun seg пн 月 一 월
    di mar ter вт 火 二 화
    mi mer mié mie qua wo ср 水 三 수
    do jeu jue gio qui чт 木 四 목
    fr ven vie sex vr пт 金 五 금
    sa sam sáb sab za сб 土 六 토
    so dim dom zo вс 日 天 일
    """,
    0,
)
"""What weekdays are called right beside a date only; elsewhere these are other words."""
TERMS = (
    r"fall|autumn|winter|spring|summer|michaelmas|hilary|trinity|lent|term|semester|trimester|quarter|academic year|ay"
    r"|ws|ss|hs|fs|wise|sose|winter-?semester|sommer-?semester|herbst-?semester|frühjahrs-?semester|wintersem\.?"
    r"|sommersem\.?|studienjahr|année universitaire|année académique|année|saison|season|automne|printemps|hiver|été"
    r"|semestre|anno accademico|a\.\s?a\.?|curso(?: académico)?|año|ano letivo|otoño|primavera|verano|invierno"
    r"|cuatrimestre|outono|verão|inverno|学年|年度|学期|학년도|학기"
)
"""What a year belongs to: terms and academic years."""
NOT_HELD = (
    r"since|founded|established|started in|seit|gegründet|depuis|fondé|desde|fundad[oa]|dal|fondato|創立|copyright|©"
    r"|et al|published|proceedings|journal"
)
"""Words beside a year in which no session was held."""

ROOM_WORDS = (
    r"Room|Rm\.?|Lecture Hall|Lecture Theatre|Seminar Room|Meeting Room|Conference Room|Auditorium|Amphitheatre"
    r"|Building|Raum|Seminarraum|Hörsaal|Saal|Salle|Amphi|Aula|Sala|Salón|Anfiteatro|Auditorio"
)
ONLINE_WORDS = (
    r"online|virtual(?:ly)?|remote(?:ly)?|zoom|hybrid|en línea|en ligne|em linha|remoto|da remoto|线上|オンライン"
)

_PART = (
    r"(?:titre|title|thema|titel|tema|título|titolo|sujet|sujeto|argomento|programme?|intervenante?|speaker"
    r"|orateur|oratrice|ponente|palestrante|relatore|relatrice|referent(?:in)?|vortragender?|exposé|onderwerp|spreker)"
)
_MEETING = (
    r"(?:colloquium|lectures?|workshop|clubs?|readings?|paper|reading club|paper club|meetings?|sessions?"
    r"|reading groups?"
    r"|seminars?|class(?:es)?|journal clubs?|talks?|rg|jc|groups?|treffen|sitzung|seminar|vortrag|termin|vorlesung"
    r"|séances?|séminaire|réunion|sesión|reunión|seminario|sessão|encontro|reunião|seminário|incontro|riunione"
    r"|lunch|bijeenkomst|lezing|sitzungen|treffen|sesiones|exposé|charla|palestra|seminari|conférence)"
)
TENTATIVE = (
    r"t\.?b\.?[acdns]\.?|to be (?:confirmed|announced|decided|determined|scheduled|defined)|tentative|provisional"
    r"|n\.? ?n\.?|wird noch bekannt ?gegeben|noch offen|à (?:confirmer|définir|déterminer|venir)|por (?:confirmar"
    r"|definir|determinar|anunciar)|a (?:confirmar|definir|determinar|anunciar)|da (?:definire|confermare|annunciare"
    r"|decidere)"
    r"|待定|待确认|未定|待補|調整中|미정|추후 공지|nog te bepalen|nog niet bekend|nader te bepalen|будет объявлен[оа]?"
    rf"|{_PART}[\s:]+(?:t\.?b\.?[acd]\.?|folgt|wird noch bekannt ?gegeben|noch offen|à (?:confirmer|définir"
    rf"|préciser|venir)"
    r"|por (?:confirmar|definir|anunciar)|a (?:confirmar|definir|anunciar)|da (?:definire|confermare|annunciare"
    r"|decidere))|folgt(?: noch)?|à préciser|à annoncer|próximamente|em breve|prossimamente|speaker to be (?:announced"
    r"|confirmed|decided)|title to be (?:announced|confirmed|decided)"
)
FREE = (
    r"free(?: slot)?|open(?: slot)?|available(?: slot)?|slot (?:free|open|available)|empty(?: slot)?"
    r"|your (?:paper|talk|topic) here|volunteers?(?: (?:needed|wanted|welcome))?|sign up(?: here)?|unclaimed|vacant"
    r"|claim this slot|(?:speaker|presenter) needed|looking for (?:a )?(?:speaker|presenter|volunteer)s?"
    r"|freier termin|noch frei|créneau libre|libre|livre|hueco libre|vaga livre|空き|空缺"
)
_NO = (
    r"(?:there (?:is|will be) no|we have no|no|geen|kein(?:e|en)?|pas de|aucune?|sin|no hay|no habrá|sem|não há"
    r"|não haverá|nessun[ao]?)"
)
_NOW = "today|tonight|this week|next week|diese woche|cette semaine|esta semana|questa settimana"
NO_MEETING = rf"{_NO} {_MEETING}(?: (?:{_NOW}))?"
BREAK = (
    NO_MEETING
    + r"|(?:uk |us |early may |spring |summer |august |may )?(?:bank|public|national|university|inter-?semest\w+)"
    r" holidays?(?: monday)?"
    r"|holidays?|hack(?:athon)? ?week|reading week|(?:office |university )?closed|skip(?:ped)?|pause|off|break"
    r"|(?:the )?(?:christmas|easter|xmas|new year'?s?(?: day| eve)?|thanksgiving|spring|summer|winter|fall|autumn"
    r"|mid-? ?term|mid-semester|term|semester|half-?term|holiday|lecture|university|august|festive|diwali"
    r"|lunar new year)"
    r" (?:break|vacation|closure|recess|holidays?|pause)"
    r"|christmas|easter|xmas|new year'?s?(?: day| eve)?|thanksgiving|vacation|recess|labou?r day|memorial day|diwali"
    r"|good friday|easter monday|exam (?:week|period)|revision week|conference week|(?:academic |university )?recess"
    r"|feiertag|ferien|semesterferien|weihnachtsferien|vorlesungsfrei(?:e zeit)?|christi himmelfahrt|fronleichnam"
    r"|pfingst(?:en|montag|ferien)|ostern|ostermontag|weihnachten|tag der deutschen einheit|1\. mai"
    r"|férié|jour férié|vacances|relâche|vacaciones|festivo|feriado|puente|feriadão|férias|recesso|carnaval"
    r"|semana (?:santa|acad[êée]mica)"
    r"|(?:weihnachts|oster|sommer|winter|herbst|pfingst|semester|karnevals|faschings)(?:pause|ferien)"
    r"|(?:vacances|pause|pont|congés|vacanze|pausa|ponte|vacaciones|puente|receso|férias|recesso|feriado|festa|fiesta)"
    r" (?:d['’]|de |del |della |dell['’]|di |du |do |da |scolaires|universitaires|natalizi[ae]|pasquali"
    r"|estiv[ae])[^:,;]{0,25}"
    r"|vakantie|feestdag|перерыв|праздник|каникулы|なし|無し|无|無|夏休み|冬休み|春休み|ゴールデンウィーク|祝日|休日|방학|휴일"
    r"|공휴일|寒假|暑假|中秋节|端午节|劳动节|五一|vacanze|festivo|pausa|放假|停一次|休み|休会|假期|国庆节|春节|暂停"
)
"""What a session's title is where there is no meeting; it must be all that is said, but for a remark beside it."""
BREAK_IN_CJK = re.compile(r"(?:停一次|停会|放假|休会|暂停一次|お休み)")
CANCELLED = "|".join(
    (
        rf"(?:(?:der |die |das |la |le |el |il |o |a |the )?{_MEETING}\s+)?(?:(?:is|ist|est|fue|foi|è|wird"
        rf"|has been|muss)\s+)?"
        r"(?:leider\s+)?(?:cancell?ed|postponed|called off|abgesagt|verschoben|f(?:ä|ae)llt(?: leider)? aus|entfällt"
        r"|entfallen|annulée?s?|reportée?s?|suspendid[ao]|cancelad[ao]|aplazad[ao]|pospuest[ao]|adiad[ao]"
        r"|annullat[oa]|rinviat[oa]|sospes[oa]|vervalt|geannuleerd|отмен(?:ён|ена|ено|яется))",
        r"(?:(?:was|is|were) )?not held|did not take place|fand nicht statt|findet nicht statt|n[’']a pas (?:eu )?lieu"
        r"|no se (?:celebra|realiza)|não (?:houve|haverá)|non (?:si tiene|ha luogo)|未開催",
        "取消|中止|休講|キャンセル|延期|휴강|취소",
    )
)

NOBODY = (
    r"t\.?b\.?[acdns]\.?|n/?a|none|null|nothing|nobody|no one|open|free|available|vacant|unassigned"
    r"|volunteer(?:s)?(?: needed)?|to be (?:confirmed|announced|decided|determined)|all|everyone|everybody|group|you"
    r"|your name here|sign up!?|who wants\?*|looking for (?:a )?(?:speaker|presenter|volunteer)s?|speaker|presenter"
    r"|lead|x+|nil|host|various|n\.? ?n\.?|offen|alle|noch offen|tous|personne|todos|todas|nadie|ninguém|tutti|nessuno"
    r"|à (?:confirmer|définir|déterminer)|por (?:confirmar|definir)|a (?:confirmar|definir)|da (?:definire|confermare)"
    r"|待定|未定|調整中|미정|全员|大家|全員|personne|folgt"
    rf"|{_PART}[\s:]+(?:à (?:confirmer|définir|venir)|por (?:confirmar|definir)|a (?:confirmar|definir)|folgt"
    r"|da (?:definire|confermare))|\W*"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚向兰陶洪翁樊庞"
)
"""The characters with which most names in Chinese begin."""
POSITION = re.compile(
    r"\W*(?:incoming|former|future)\b|\W*(?:(?:assistant|associate|visiting|senior|junior|full|research|principal"
    r"|staff|graduate|grad|incoming|former"
    r"|undergraduate|master'?s|phd|ph\.d\.?|doctoral|postdoctoral)\W+)*(?:prof(?:essor|essora)?|researcher|student"
    r"|fellow|scientist"
    r"|engineer|lecturer|candidate|director|profess(?:eure?|orin)|enseignante?|chercheu(?:r|se)|docteure?"
    r"|historien(?:ne)?"
    r"|ma[iî]tre(?:sse)? de conf\w+|architecte?|ingénieure?|historiker(?:in)?|dozent(?:in)?|ingenieur(?:in)?"
    r"|catedrátic[oa]"
    r"|investigador[a]?|pesquisador[a]?|ricercat(?:ore|rice)|ancien(?:ne)?|postdoc(?:toral)?(?:\s\w+)?|post-doc|pós-doc|phd|ph\.d\.?|appointee|grad"
    r"|msc|bsc|doctorante?|étudiante?|doktorandin?|estudiante|doutorand[ao])\b",
    re.IGNORECASE,
)
LED_BY = (
    r"(?:(?:the )?discussion (?:will be )?|session |talk )?(?:presented|led|lead|given|hosted|chaired|moderated"
    r"|facilitated) by"
    r"|presenters?:|speakers?:|leads?:|leaders?:|discussants?:|who:|ponentes?:|ponente:|presentan?:|referent(?:in)?:"
    r"|vortrag(?:ende[r]?)?:"
    r"|orateur:|oratrice:|intervenante?:|présenté par|apresentador(?:a|es|as)?:|palestrante:|relatore:"
    r"|主讲人?：|报告人：|w/"
)
"""What introduces the people of a session, in a line of its own or at a title's end."""

SCHEDULE = re.compile(
    r"\b(?:schedule|upcoming|planned|presentations?|sessions?|meetings?|talks?|program(?:me)?|calendar|previous|past|next|archive|plan|"
    r"agenda|history"
    r"|timetable|dates|term|semester|fall|spring|autumn|summer|winter|michaelmas|hilary|trinity|lent|easter term"
    r"|journal clubs?|clubs?|seminars?|reading|termine|vorträge|séances|sesiones|sessões|encontros|incontri|programa"
    r"|calendario|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Words that headings have which stand above a list of sessions."""

_UNSAID = (
    "and|or|by|with|the|of|on|at|in|to|for|from|a|an|und|et|y|e|de|der|die|das|le|la|el|led|lead|presented"
    "|given|hosted"
    "|discussion|speaker|presenter|week|session|meeting|am|pm|h|st|nd|rd|th|arxiv|doi|org|https|http|www|pdf|abs|html"
    "|link|here|see|nbsp|br|td|tr|id|room|time|date|zoom|online|tbc|tba|tbd|free|slot|cancelled|canceled"
    "|postponed|null"
    "|due|because|fall|autumn|winter|spring|summer|term|semester|michaelmas|hilary|trinity|lent|quarter|year|starts"
    "|begins|mo|di|mi|do|fr|sa|so|fällt|aus|entfällt|annulé|annulée|lun|mar|mer|jeu|ven|sam|dim|lu|ma|me|je|ve"
    "|moved|rescheduled|until|utc|gmt|bst|cet|cest|est|true|false|none|nothing|wave|talk|lecture|will|present|presents"
    "|otoño|primavera|invierno|verano|cuatrimestre|sommersemester|wintersemester|sose|wise|suspendida|cancelada"
    "|abgesagt|todo|done"
)
UNSAID = words(_UNSAID)
"""Words that are used up when a session is understood, or bind others."""
