"""French."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

FRENCH = Language(
    code="fr",
    thanks=words("merci remercie"),
    around=(
        r"partager(?: (?:sur|la page|cet article))?\s?:?|à lire aussi\s?:?|articles? liés?",
        r"voir aussi\s?:?|imprimer(?: la page)?|tous droits réservés.*",
    ),
    honorifics=words("mlle mme monsieur madame mademoiselle maître"),
    of_men=words("m monsieur"),
    of_women=words("mlle mme madame mademoiselle"),
    titles=words(
        "maire ministre porte-parole président présidente secrétaire directeur directrice ambassadeur ambassadrice"
        " préfet préfète gouverneur général colonel commissaire procureur procureure"
    ),
    offices=words("porte-parole président présidente ministre directeur directrice"),
    chairs=words("modérateur modératrice animateur animatrice"),
    press=words("journaliste journalistes intervieweur intervieweuse"),
    analysts=words("analyste"),
    answers=words("réponse"),
    others=words("interprète traducteur traductrice voix"),
    question_signs=words("q"),
    outlets=words("agence presse quotidien chaîne télévision hebdomadaire"),
    connectors=words("de du des la le les et d en à"),
    function_words=words(
        "est sont était fut que qui pourquoi comment quand vous nous je il elle ils elles ce cette ces mais avec dans"
    ),
    first_words=words(
        "ma mon mes la le les un une premièrement deuxièmement troisièmement enfin donc mais ensuite exemple"
        " d'abord d’abord puis"
    ),
    field_words=words("date heure lieu source sources photo note objet sujet titre contact téléphone courriel"),
    selves=words("je j'ai nous notre nos mon vous votre merci bonjour"),
    people_fields=words("intervenants participants intervenantes intervenant intervenante invités participantes"),
    chair_fields=words("modérateur modératrice animateur animatrice modération animation"),
    date_fields=words("date"),
    place_fields=words("lieu"),
    lead_notes=words("objet sujet sujets note thème thèmes participants intervenants présents lieu"),
    stage=(
        r"rires?|applaudissements?|inaudible|inintelligible|rit|sic|(?:parle|répond)?\s?en (?:anglais|français)",
        r"interruption|pause|coupure(?: du son)?|musique|hors micro|brouhaha",
    ),
    stage_verbs=words("sonne rit rient applaudit applaudissent acquiesce"),
    ends=(
        r"fin(?: de (?:la )?(?:transcription|conférence(?: de presse)?|retranscription))?|seul le prononcé fait foi",
    ),
    feet=(r"à propos (?:de|du|des|d['’]).*|contacts?(?: presse)?|notes? aux rédactions",),
    events=(
        r"\b(?:a répondu aux questions|s['’]est exprimée? devant) (?:des? )?(?:la presse|(?:les )?journalistes)\b",
        r"\b(?:a tenu|a donné|tient) une? (?:conférence|point) de presse\b",
    ),
    introductions=(
        r"en présence de|vous présente|à mes côtés|(?:nous )?accueill(?:e|ons)|(?:passe|donne|laisse|cède) la parole",
        r"avec nous|sont présents|j'ai le plaisir",
    ),
    headings=("questions[- ](?:et )?réponses|propos liminaires?|déclaration liminaire|intervenants",),
    editor=(
        r"note de la rédaction|cette (?:re)?transcription|transcription (?:non )?officielle",
        r"(?:retranscription|transcription|verbatim) (?:intégrale )?(?:de|du|des)\b|seul le prononcé fait foi",
        r"la (?:réunion|séance) est (?:ouverte|close|levée|suspendue|reprise) à \d",
    ),
    months=months(
        "janvier janv, février févr fév, mars, avril avr, mai, juin, juillet juil, août, septembre sept, octobre oct,"
        " novembre nov, décembre déc"
    ),
    range_words=words("au jusqu'au"),
    today=words("aujourd'hui aujourd’hui"),
    published=words("publié publiée actualisé actualisée mise"),
)
