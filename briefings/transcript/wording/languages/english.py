"""English."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

_REST = r"[^()\[\]（）]{0,80}"

ENGLISH = Language(
    code="en",
    thanks=words("thank thanks"),
    honorifics=words(
        "mr mrs ms miss dr prof professor sir madam mme hon honourable honorable shri smt kumari dame lord lady"
        " baroness viscount rev reverend mx fr father doctor archbishop bishop monsignor"
        " councilman councilwoman alderman rt sheikh sheikha"
    ),
    of_men=words("mr sir lord shri sheikh fr father"),
    of_women=words("ms mrs miss madam mme smt kumari dame lady baroness"),
    short_titles=words(
        "adm amb bg brig capt cdr cmdr col cpt fm gen gov lt ltc ltg maj mg pm radm rep sec sen sgt vadm"
    ),
    titles=words(
        "acting administrator admiral adviser advisor ambassador assistant attorney brigadier captain chairman"
        " chairwoman chancellor chief colonel commander commissioner commodore congressman congresswoman"
        " councillor councilor defence defense deputy director engineer foreign general governor inspector judge"
        " justice leader lieutenant major marshal mayor minister premier president press prime prince princess"
        " principal rear representative scientist secretary senator senior sergeant sheriff speaker special spokesman"
        " spokesperson spokeswoman state superintendent treasurer under vice"
    ),
    offices=words(
        "administration administrator ambassador chairman chairwoman chancellor colonel commissioner coordinator"
        " director governor mayor minister officer official officials premier president secretary senator spokesman"
        " spokesperson spokeswoman representative general adviser advisor chief analyst economist statistician"
        " ceo cfo coo head envoy rapporteur"
    ),
    chairs=words("chair chairperson moderator host mc emcee presenter facilitator"),
    press=words(
        "correspondent follow-up followup journalist media press question questioner reporter reporters interviewer"
    ),
    analysts=words("analyst"),
    answers=words("a answer"),
    others=words(
        "aide announcer attendee audience caller guest interpreter narrator operator panelist participant staff"
        " translator unidentified unknown voice voice-over"
    ),
    question_signs=words("q"),
    outlets=words(
        "agency broadcasting broadcast business cable channel chronicle daily evening express financial gazette global"
        " group herald journal magazine mail media morning network news newspaper newswire observer online post press"
        " radio review standard star station sun telegraph television times today tribune tv voice weekly wire world"
        " network's courier monitor satellite"
    ),
    connectors=words("a and at for from in of on the & - – |"),
    function_words=words(
        "about after all am are as because been before but by can could did do does has have he how i if is it its me"
        " must my not now our say says she should so some such than that them then there these they this those to was"
        " we were what when where which who why will with would you your"
    ),
    first_words=words(
        "a again although an another answer background bottom but chapter conclusion data dear example fact"
        " finally first firstly five four fourth fifth goal here highlights in issue key last like means namely"
        " next no note number one or part phase point priority reason result second secondly section so step summary"
        " take task that the then third thirdly three thus today two well yes yesterday"
    ),
    field_words=words(
        "address attachment caption contact copyright corrected correction credit date add editor email e-mail event"
        " fax file http https keywords links location note notes phone photo photos place publisher re related release"
        " share source sources subject subjects tags tel time title topic topics updated url venue video via web"
        " website when where who"
    ),
    selves=words("i we our us my me you your thank thanks"),
    people_fields=words("speakers speaker participants participant attendees panelists panellists presenters briefers")
    | {"guests", "witness", "witnesses"},
    chair_fields=words("chairpersons chairperson chairman chairwoman chair moderators moderator host"),
    date_fields=words("date time"),
    place_fields=words("venue place location"),
    lead_notes=words(
        "subject subjects topic topics note notes corrected correction contact media e&oe participants attendees"
        " witnesses witness members panel panellists panelists present location venue"
    ),
    stage=(
        r"laugh(?:s|ter|ing)?|chuckl\w*|applau(?:se|ds)|cheers?|inaudible|unintelligible|indiscernible|cross-?\s?talk",
        r"off[- ]mi[ck]\w*|sic|ph|phonetic|as (?:interpreted|translated|delivered|prepared|released)",
        r"(?:through|via) (?:an |the )?(?:interpreter|translator)",
        r"(?:speaks?|spoken|speaking|answers?|remarks?)?\s?in (?-i:[A-Z])\w+|audio (?:gap|break|drops?)",
        r"technical difficult\w+|pauses?|break|no (?:verbal )?response|shows? of hands",
        rf"video (?:is )?(?:shown|plays?|played|clip)|a video {_REST}|video|music|gavel\w*|recording {_REST}",
        rf"simultaneous {_REST}|nods?|gestur\w+|silence|interrupt\w*|continu(?:es|ed|ing)|end of {_REST}",
        rf"begin(?:ning)? of {_REST}|joined in progress|in progress",
    ),
    stage_verbs=words(
        "rings plays laughs applauds nods gestures speaks stands sits enters leaves points pauses coughs sighs sings"
        " crosstalk laughter applause inaudible music cheering ringing playing laughing begins ends"
    ),
    ends=(
        r"(?:the )?end(?:s|ed)?(?: of (?:the )?(?:transcript|briefing|press conference|conference|interview))?",
        r"(?:transcript |briefing |interview )?(?:ends|concludes|concluded)",
    ),
    feet=(
        r"about (?:the|us)\b.*|notes? (?:to|for) editors|(?:media|press) (?:contacts?|enquiries|inquiries)|contacts?",
    ),
    around=(r"(?:read|see|watch) (?:also|next|more)\s?:?|advertise?ment",),
    events=(
        r"\b(?:spoke to|addressed|briefed|met|took questions from) (?:the )?(?:media|press|reporters|journalists)\b",
        r"\b(?:held|holds|hosted|gave|convened|attended) (?:a|an|the|its) (?:[\w-]+ ){0,4}"
        r"(?:conference|briefing|gaggle)\b",
    ),
    introductions=(
        r"invited?|joined (?:\w+ )?by|joining (?:us|me)|here (?:with us|today)|with (?:us|me)|are present|introduce",
        r"welcome|present (?:here|today)|we (?:also )?have(?= (?:mr|ms|mrs|dr|prof)\b)|turn(?:ing)? it over to",
        r"they are|speakers (?:today )?are|present [\w ,]{0,60}\bare|attended by",
    ),
    headings=(
        "prepared remarks|(?:opening|closing|formal) (?:remarks|statements?)|presentation",
        "question[- ]and[- ]answers?(?: session)?",
        "questions? (?:and|&) answers?|q ?(?:&|and) ?a(?: session)?|(?:call |conference )?participants|contents",
    ),
    editor=(
        r"editor'?s?'? notes?\b|editorial note|translator'?s note|note to (?:editors|readers)",
        r"(?:this|the|the following) (?:transcript|translation|text|interview) (?:has been|was|is|may)\b",
        r"(?:the )?following is (?:a|an|the) (?:[\w-]+ ){0,3}(?:transcript|excerpt|translation|text)",
        r"please note ?:",
        r"unofficial (?:translation|transcript)|rush transcript|edited (?:for|transcript)|as prepared for delivery",
        r"\(?(?:provisional|courtesy) translation",
        r"for information media\b|not an official record|ordered by (?:the )?[\w ]{2,40} to be (?:published|printed)",
    ),
    months=months(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept,"
        " october oct, november nov, december dec"
    ),
    date_links=words("of"),
    range_words=words("to until till through"),
    today=words("today"),
    published=words("release released issued published updated posted"),
)
