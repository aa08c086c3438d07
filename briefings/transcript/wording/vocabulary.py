"""The field's words: honorifics, titles, the names of header fields. No list names a person, a place or an outlet."""

from __future__ import annotations

HONORIFICS = frozenset("mr mrs ms miss dr prof professor sir madam mme hon shri smt kumari".split())
SHORT_TITLES = frozenset("adm amb brig capt cmdr col fm gen gov lt maj pm rep sec sen sgt".split())
TITLES = SHORT_TITLES | frozenset(
    "acting administrator admiral adviser advisor ambassador assistant attorney brigadier captain chairman chairwoman"
    " chancellor chief colonel commander commissioner congressman congresswoman defense defence deputy director foreign"
    " general governor judge justice lieutenant major mayor minister premier president press prime prince princess"
    " principal rear representative secretary senator senior sergeant sheriff speaker spokesman spokesperson"
    " spokeswoman state under vice".split()
)  # fmt: skip
"""Words that stand before a name as its title."""
FOREIGN_TITLES = frozenset(
    "alcalde alcaldesa bürgermeister bürgermeisterin canciller kanzler kanzlerin maire minister ministerin ministra"
    " ministre ministro porte-parole portavoz president presidenta presidente président présidente sprecher sprecherin"
    " staatssekretär staatssekretärin vocero vocera vorsitzende vorsitzender".split()
)
"""The same in other languages with the Latin script."""
ROLE_WORDS = frozenset(
    "administration administrator ambassador chairman chairwoman chancellor colonel commissioner coordinator director"
    " governor mayor minister officer official officials premier president secretary senator spokesman spokesperson"
    " spokeswoman representative general adviser advisor chief analyst economist statistician".split()
)
"""Words that name an office on their own: SENIOR ADMINISTRATION OFFICIAL, THE PRESIDENT, Spokesperson."""
CHAIR_WORDS = frozenset(
    "chair chairperson moderator host mc emcee presenter facilitator moderadora moderador vorsitzende"
    " vorsitzender".split()
)
PRESS_WORDS = frozenset(
    "correspondent follow-up followup journalist media press question questioner reporter reporters"
    " domanda frage zusatzfrage nachfrage journaliste pergunta periodista pregunta вопрос".split()
)
ANSWER_WORDS = frozenset("a answer antwort ответ respuesta resposta risposta réponse 答".split())
OTHER_WORDS = frozenset(
    "aide announcer attendee audience caller guest interpreter narrator operator panelist participant staff translator"
    " unidentified unknown voice voice-over".split()
)
PERSON_LABELS = CHAIR_WORDS | OTHER_WORDS | ROLE_WORDS | FOREIGN_TITLES | (PRESS_WORDS - {"question", "press", "media"})
OUTLET_WORDS = frozenset(
    "agency broadcasting broadcast business cable channel chronicle daily evening express financial gazette global"
    " group herald journal magazine mail media morning network news newspaper newswire observer online post press"
    " radio review standard star station sun telegraph television times today tribune tv voice weekly wire world"
    " network's courier monitor satellite".split()
)  # fmt: skip
CONNECTORS = frozenset(
    "a al and at bin bint da dal de del della der des di do dos du e el for from ibn in la le les of on the und van von"
    " y zu & - – |".split()
)  # fmt: skip
"""Words that stand in lower case inside a name."""
FUNCTION_WORDS = frozenset(
    "about after all am are as because been before but by can could did do does has have he how i if is it its me"
    " must my not now our say says she should so some such than that them then there these they this those to was"
    " we were what when where which who why will with would you your".split()
)  # fmt: skip
"""Words of a sentence, not of a label."""
FIRST_WORDS = frozenset(
    "a again although an another answer background bottom but chapter conclusion data example fact finally"
    " first firstly five four fourth fifth goal here highlights in issue key last like means namely next no note number"
    " one or part phase point priority reason result second secondly section so step summary take task"
    " that the then third thirdly three thus today two well yes yesterday".split()
)  # fmt: skip
"""Words a line opens with when it counts or leads on, whatever follows the colon."""
FIELD_WORDS = frozenset(
    "add address attachment caption contact copyright credit date editor email e-mail event fax file"
    " http https keywords links location note notes phone photo photos place publisher re related release share source"
    " sources subject tags tel time title topic topics updated url venue video via web website when where who".split()
)  # fmt: skip
"""Names of fields, alone before a colon."""
_REST = r"[^()\[\]（）]{0,80}"
STAGE_WORDS = (
    r"laugh(?:s|ter|ing)?|chuckl\w*|applau(?:se|ds)|cheers?|inaudible|unintelligible|indiscernible|cross-?\s?talk"
    r"|off[- ]mi[ck]\w*|sic|ph|phonetic|as (?:interpreted|translated|delivered|prepared|released)"
    r"|(?:through|via) (?:an |the )?(?:interpreter|translator)"
    r"|(?:speaks?|spoken|speaking|answers?|remarks?)?\s?in (?-i:[A-Z])\w+|audio (?:gap|break|drops?)"
    r"|technical difficult\w+|pauses?|break|no (?:verbal )?response|shows? of hands"
    rf"|video (?:is )?(?:shown|plays?|played|clip)|a video {_REST}|video|music|gavel\w*|recording {_REST}"
    rf"|simultaneous {_REST}|nods?|gestur\w+|silence|interrupt\w*|continu(?:es|ed|ing)|end of {_REST}"
    rf"|begin(?:ning)? of {_REST}|joined in progress|in progress|笑|笑声|掌声|鼓掌"
)
"""What stands in brackets in a transcript and was not said."""
