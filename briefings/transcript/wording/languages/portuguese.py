"""Portuguese."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

PORTUGUESE = Language(
    code="pt",
    thanks=words("obrigado obrigada"),
    around=(
        r"compartilh(?:e|ar)(?: (?:em|isso|no))?:?|partilhar:?|notícias relacionadas:?",
        r"veja também:?|leia (?:também|mais):?|imprimir|todos os direitos reservados.*",
    ),
    honorifics=words("sr sra dra exmo exma dom doutor doutora professora"),
    of_men=words("sr exmo"),
    of_women=words("sra exma"),
    titles=words(
        "ministro ministra porta-voz presidente presidenta secretário secretária governador governadora prefeito"
        " prefeita diretor diretora"
    ),
    offices=words("porta-voz presidente ministro ministra secretário secretária diretor diretora"),
    chairs=words("mediador mediadora moderador moderadora apresentador apresentadora"),
    press=words("pergunta perguntas jornalista jornalistas repórter entrevistador entrevistadora"),
    analysts=words("analista"),
    answers=words("resposta"),
    others=words("intérprete tradutor tradutora voz"),
    question_signs=words("p"),
    outlets=words("jornal notícias agência televisão rádio revista imprensa diário"),
    connectors=words("de da do das dos e"),
    function_words=words(
        "é são era foi que porque como quando está estão há não se seu sua nós eu você vocês mas também muito dizer diz"
        " disse"
    ),
    first_words=words(
        "minha meu a o os as um uma primeiro segundo terceiro além mas exemplo então outra outro conclusão diz disse"
    ),
    field_words=words("data hora local fonte fontes foto fotos nota tema temas título contato telefone"),
    selves=words("eu nós nosso nossa meu minha você vocês obrigado obrigada"),
    people_fields=words("participantes palestrantes oradores participam convidados"),
    chair_fields=words("moderador moderadora mediador mediadora"),
    date_fields=words("data"),
    place_fields=words("local"),
    lead_notes=words("assunto assuntos tema temas nota participantes presentes local"),
    stage=(
        r"risos?|risadas?|aplausos?|palmas",
        r"inaudível|ininteligível|ri|sic|(?:fala|responde)?\s?em (?:inglês|espanhol)",
        r"interrupção|pausa|corte|música|fora do microfone",
    ),
    stage_verbs=words("toca ri riem aplaude aplaudem"),
    ends=(r"fim(?: da (?:transcrição|entrevista|coletiva|conferência))?",),
    feet=(r"sobre (?:o|a|os|as|nós)\b.*|contatos?|contactos?|assessoria de (?:imprensa|comunicação)",),
    events=(
        r"\b(?:falou|respondeu|falaram) (?:aos|com os|às perguntas dos) (?:jornalistas|repórteres)\b",
        r"\b(?:concedeu|deu|realizou) (?:uma )?(?:entrevista )?(?:coletiva|conferência)(?: de imprensa)?\b",
    ),
    introductions=(
        r"(?:está|estão) (?:aqui )?(?:conosco|connosco|com a gente|presentes?)|contamos com|recebemos|apresento",
        r"(?:passo|dou|tem|têm) a palavra|com a presença|participam",
    ),
    headings=("perguntas e respostas|pronunciamento inicial|participantes",),
    editor=(
        r"nota (?:do editor|da redação)|esta transcrição",
        r"(?:a seguir,? )?(?:a )?(?:transcrição|degravação|íntegra) (?:d[aoe]|na íntegra)\b",
    ),
    months=months(
        "janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, julho jul, agosto ago, setembro set,"
        " outubro out, novembro nov, dezembro dez"
    ),
    date_links=words("de"),
    range_words=words("até"),
    today=words("hoje"),
    published=words("publicado publicada atualizado atualizada publicação atualização modificação modificado"),
)
