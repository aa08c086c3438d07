"""Spanish."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

SPANISH = Language(
    code="es",
    thanks=words("gracias"),
    around=(
        r"compartir(?: en)?:?|noticias relacionadas:?|relacionad[oa]s:?",
        r"te puede interesar:?|imprimir|todos los derechos reservados.*",
    ),
    honorifics=words("sr sra srta dra don doña dña excmo excma ilmo ilma doctor doctora"),
    of_men=words("sr don excmo ilmo"),
    of_women=words("sra srta doña dña excma ilma"),
    titles=words(
        "alcalde alcaldesa canciller ministra ministro portavoz presidenta presidente vocera vocero secretario"
        " secretaria director directora subsecretario subsecretaria gobernador gobernadora vicepresidente"
        " vicepresidenta consejero consejera viceministro viceministra embajador embajadora delegado delegada fiscal"
        " comisario comisaria"
    ),
    offices=words("portavoz presidente presidenta ministro ministra vocero vocera secretario secretaria director"),
    chairs=words("moderador moderadora presentador presentadora conductor conductora"),
    press=words(
        "pregunta preguntas periodista periodistas interlocutor interlocutora intervención reportero reportera"
        " entrevistador entrevistadora"
    ),
    analysts=words("analista"),
    answers=words("respuesta"),
    others=words("intérprete traductor traductora asistente voz voces"),
    question_signs=words("p"),
    outlets=words("diario periódico noticias agencia televisión canal cadena prensa revista semanario radiotelevisión"),
    connectors=words("de del la las los el y e al"),
    function_words=words(
        "es son era fue que qué porque cómo cuándo cuál está están ha han hay se su sus nos les yo nosotros ustedes"
        " usted muy pero también decir dice dijo"
    ),
    first_words=words(
        "mi mis la lo el los las un una preguntarle preguntarles dice dijo decía primero segundo tercero"
        " además pero ejemplo entonces otra otro conclusión"
    ),
    field_words=words("fecha hora lugar fuente fuentes foto fotos nota tema temas título contacto teléfono correo"),
    selves=words("yo nosotros nos mi me usted ustedes gracias señoras"),
    people_fields=words("participantes intervinientes ponentes asistentes intervienen participan comparecen invitados"),
    chair_fields=words("moderador moderadora modera"),
    date_fields=words("fecha"),
    place_fields=words("lugar"),
    lead_notes=words("tema temas asunto nota asuntos participantes asistentes intervienen lugar"),
    stage=(
        r"risas?|aplausos?|inaudible|ininteligible|ríe|se ríe|sic|(?:habla|responde)?\s?en (?:inglés|francés)",
        r"interrupción|pausa|corte(?: de audio)?|música|fuera de micrófono",
    ),
    stage_verbs=words("suena ríe ríen aplaude aplauden asiente señala habla proyecta"),
    ends=(r"fin(?: de (?:la )?(?:transcripción|conferencia|rueda de prensa|intervención|comparecencia))?",),
    feet=(r"(?:acerca de|sobre) (?:el|la|los|las|nosotros)\b.*|contactos?(?: de prensa)?|notas? para la prensa",),
    events=(
        r"\b(?:compareci|atendi)\w+ (?:hoy |ayer )?(?:ante|a) (?:los medios|la prensa|los periodistas)\b",
        r"\b(?:ofreció|celebró|dio|concedió) una (?:rueda|conferencia) de prensa\b",
    ),
    introductions=(
        r"(?:nos|me) acompañan?|acompañad[oa]s? (?:por|de)|contamos con|están? con nosotros|intervendrán?|les presento",
        r"(?:doy|cedo|tiene|tienen) la palabra|damos la bienvenida|participan",
    ),
    headings=("turno de preguntas|preguntas y respuestas|intervención inicial|participantes",),
    editor=(
        r"nota (?:del editor|de la redacción)|esta transcripción|transcripción (?:no )?oficial",
        r"(?:a continuación,? )?(?:la )?transcripción (?:íntegra |literal )?(?:de|del)\b|versión estenográfica\b",
    ),
    months=months(
        "enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre setiembre"
        " sept sep, octubre oct, noviembre nov, diciembre dic"
    ),
    date_links=words("de del"),
    range_words=words("al hasta"),
    today=words("hoy"),
    published=words("publicado publicada actualizado actualizada actualización publicación difundido"),
)
