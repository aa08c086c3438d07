"""German."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

GERMAN = Language(
    code="de",
    thanks=words("danke dank"),
    around=(
        r"(?:seite |artikel |beitrag )?(?:teilen|drucken|empfehlen)(?: auf)?:?|weitere (?:meldungen|artikel|themen):?",
        r"mehr zum thema:?|das könnte sie auch interessieren:?",
    ),
    honorifics=words("herr herrn frau"),
    of_men=words("herr herrn"),
    of_women=words("frau"),
    short_titles=words("sts psts vors"),
    titles=words(
        "bürgermeister bürgermeisterin bundeskanzler bundeskanzlerin bundesminister bundesministerin kanzler kanzlerin"
        " minister ministerin president präsident präsidentin sprecher sprecherin regierungssprecher"
        " regierungssprecherin staatssekretär staatssekretärin staatsminister staatsministerin vorsitzende vorsitzender"
        " stellvertretende stellvertretender ministeriumssprecher ministeriumssprecherin landrat landrätin senator"
        " senatorin ministerpräsident ministerpräsidentin oberbürgermeister oberbürgermeisterin staatsrat staatsrätin"
        " botschafter botschafterin präfekt inspekteur general dezernent dezernentin"
    ),
    offices=words(
        "sprecher sprecherin regierungssprecher kanzler kanzlerin minister ministerin präsident präsidentin"
        " leiter leiterin präsidenten"
    ),
    chairs=words("vorsitzende vorsitzender vors moderatorin moderation"),
    press=words("frage fragen zusatzfrage nachfrage zusatz zuruf journalistin"),
    analysts=words("analyst analystin"),
    answers=words("antwort"),
    others=words("dolmetscher dolmetscherin übersetzer übersetzerin stimme"),
    question_signs=words("f"),
    outlets=words("zeitung rundfunk nachrichten fernsehen anzeiger tagblatt tageblatt presse magazin"),
    connectors=words("von der den des dem zu zur und vom"),
    function_words=words(
        "ist sind war waren hat haben wird werden dass weil wir ich sie er es nicht auch aber wie warum was wenn man"
        " mein meine dazu"
    ),
    first_words=words(
        "erstens zweitens drittens zunächst also aber und oder meine mein das die der ein eine beispiel noch dann"
    ),
    field_words=words("datum ort quelle quellen foto hinweis thema themen titel kontakt telefon zeit"),
    selves=words("ich wir uns mein mir mich ihnen danke guten"),
    people_fields=words("teilnehmer teilnehmerinnen teilnehmende sprecherinnen sprechende podium gäste"),
    chair_fields=words("moderation moderator moderatorin leitung gesprächsleitung"),
    date_fields=words("datum"),
    place_fields=words("ort"),
    lead_notes=words("themen thema hinweis betreff anmerkung teilnehmer teilnehmende anwesend anwesende ort"),
    stage=(
        r"lachen|gelächter|heiterkeit|beifall|applaus|unverständlich|lacht|(?:auf|in) (?:englisch|französisch)",
        r"zuruf(?:e)?(?: ohne mikrofon)?|pause|unterbrechung|musik|akustisch unverständlich|zustimmung",
    ),
    stage_verbs=words("klingelt lacht lachen nickt applaudiert"),
    ends=(r"ende(?: der (?:pressekonferenz|mitschrift))?",),
    feet=(r"über (?:die|den|das|uns)\b.*|(?:presse|medien)?kontakte?|ansprechpartner(?:in)?",),
    events=(
        r"\b(?:stellte|stellten) sich den fragen\b|\b(?:sprach|sprachen) (?:mit|vor) (?:der presse|journalisten)\b",
        r"\b(?:gab|hielt) (?:\w+ ){0,6}(?:eine|die) (?:\w+ ){0,2}pressekonferenz\b",
    ),
    introductions=(
        r"begrüßen?|bei (?:uns|mir) (?:sind|ist)|zu gast|neben mir|darf (?:ich )?(?:ihnen )?vorstellen|heiße(?:n)?",
        r"übergebe (?:ich )?(?:das wort )?an|mit dabei (?:sind|ist)",
    ),
    headings=("fragen und antworten|eingangsstatement|teilnehmer",),
    editor=(
        r"anmerkung der redaktion|diese mitschrift|mitschrift der pressekonferenz|es gilt das gesprochene wort",
        r"(?:dies|hier|das) ist (?:die mitschrift|der wortlaut)|im wortlaut:?$",
    ),
    months=months(
        "januar jänner jan, februar feber feb, märz mär, april apr, mai, juni jun, juli jul, august aug, september sept"
        " sep, oktober okt, november nov, dezember dez"
    ),
    range_words=words("bis"),
    today=words("heute"),
    published=words("veröffentlicht aktualisiert stand: aktualisierung"),
)
