"""Languages of which a few words are known: enough for their marks and dates."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, months, words

ITALIAN = Language(
    code="it",
    feet=(r"contatti|ufficio stampa|informazioni su .*|chi siamo",),
    events=(r"\bha (?:incontrato|risposto alle domande d\w*) (?:i |la )?(?:giornalisti|stampa)\b",),
    editor=(
        r"(?:di seguito,? )?(?:la )?trascrizione (?:integrale )?(?:de[il]|della|dell)\b|la seduta termina alle \d",
    ),
    lead_notes=words("oggetto argomento argomenti tema temi nota partecipanti presenti luogo"),
    thanks=words("grazie ringrazio"),
    around=(
        r"condividi(?: su)?:?|notizie correlate:?|leggi anche:?",
        r"articoli correlati:?|stampa(?: la pagina)?|tutti i diritti riservati.*",
    ),
    honorifics=words("dott dottssa ing avv onorevole signor signora dottor professore"),
    titles=words(
        "portavoce ministro ministra presidente direttore direttrice sindaco sindaca assessore assessora prefetto"
        " commissario commissaria segretario segretaria sottosegretario sottosegretaria vicepresidente generale"
    ),
    people_fields=words("partecipanti relatori relatrici intervengono"),
    chair_fields=words("modera moderatore moderatrice"),
    chairs=words("moderatore moderatrice conduttore conduttrice"),
    press=words("domanda giornalista"),
    answers=words("risposta"),
    question_signs=words("d"),
    outlets=words("giornale notizie agenzia stampa radio televisione"),
    connectors=words("da dal della delle dei degli del di e"),
    stage=(r"risate|applausi|ride|incomprensibile",),
    ends=(r"fine",),
    selves=words("io noi grazie buongiorno buonasera nostro nostra"),
    months=months(
        "gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre"
    ),
    range_words=words("al"),
    today=words("oggi"),
    published=words("pubblicato aggiornato aggiornamento"),
)
RUSSIAN = Language(
    code="ru",
    feet=(r"контакты(?: для (?:прессы|СМИ))?|о (?:компании|ведомстве)\b.*",),
    events=(r"\bответил[аи]? на вопросы (?:журналистов|сми|прессы)",),
    editor=(r"стенограмма (?:пресс|брифинга|выступления)|ниже (?:приводится|публикуется)\b",),
    lead_notes=words("тема темы участники место"),
    field_words=words("тема темы место дата источник фото"),
    thanks=words("спасибо благодарю"),
    around=(r"поделиться:?|материалы по теме:?|читайте также:?|версия для печати|все права защищены.*",),
    press=words("вопрос реплика журналист журналистка корреспондент"),
    titles=words("президент премьер министр представитель губернатор мэр министр директор глава"),
    outlets=words("агентство газета телеканал радио новости"),
    answers=words("ответ"),
    people_fields=words("участники участвуют спикеры"),
    chair_fields=words("ведущий ведущая модератор"),
    chairs=words("ведущий ведущая модератор"),
    stage=(r"смех|аплодисменты|неразборчиво|смеётся|смеется",),
    months=months("января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря"),
    range_words=words("по до"),
    today=words("сегодня"),
    published=words("опубликовано обновлено обновление"),
    selves=words("я мы нас нам наш наши вы вас спасибо здравствуйте"),
)
CZECH = Language(
    code="cs",
    outlets=words("televize rozhlas noviny deník zprávy agentura rádio"),
    press=words("novinář novinářka dotaz otázka redaktor redaktorka"),
    answers=words("odpověď"),
    people_fields=words("účastníci účastní"),
    chair_fields=words("moderátor moderátorka"),
    chairs=words("moderátor moderátorka"),
    titles=words("ministr ministryně premiér premiérka mluvčí předseda předsedkyně prezident prezidentka náměstek"),
    stage=(r"smích|potlesk|nesrozumitelné|směje se",),
    ends=(r"konec(?: tiskové konference)?",),
    months=months(
        "leden ledna, únor února, březen března, duben dubna, květen května, červen června, červenec července, srpen"
        " srpna, září, říjen října, listopad listopadu, prosinec prosince"
    ),
    range_words=words("do až"),
    today=words("dnes"),
    published=words("publikováno aktualizováno zveřejněno"),
)
JAPANESE = Language(
    code="ja",
    feet=(r"(?:本件に関する)?お?問い?合わせ先?|連絡先|担当課",),
    lead_notes=words("場所 出席者 会見者 発表者 議題 件名 テーマ"),
    around=(
        r"(?:当|本|この)(?:サイト|ウェブサイト)では.{0,30}(?:cookie|クッキー).{0,30}",
        r"(?:この(?:ページ|記事)を)?シェアする|関連(?:情報|リンク|記事)|印刷(?:する)?|ページの?(?:先頭|トップ)へ(?:戻る)?",
    ),
    press=words("記者 幹事 質問者"),
    answers=words("答"),
    question_signs=words("問"),
    chairs=words("司会 司会者"),
    office_endings=(
        "大臣|長官|総裁|副総裁|次官|報道官|知事|総理|首相|司会|会長|社長|理事|局長|部長|課長|室長|座長|事務方|事務局|審議官|参事官"
        "|補佐官|秘書官|政務官|委員|担当者?",
    ),
    outlet_endings=("記者|新聞|通信|テレビ|放送",),
    stage=("笑い|拍手|笑い声",),
    ends=("以上|了",),
    published=words("掲載 更新 更新日 公開日 掲載日"),
    headings=(r"[【［]?(?:質疑応答|質疑|冒頭発言|冒頭|発言要旨)[】］]?",),
    field_words=words("日時 場所 更新日 公開日 掲載日 出席者 会見者 発表者 議題 件名 テーマ"),
)
POLISH = Language(
    code="pl",
    feet=(r"o (?:nas|firmie|urzędzie)\b.*|kontakt(?: dla (?:mediów|prasy))?",),
    editor=(r"(?:zapis|stenogram|transkrypcja) (?:konferencji|briefingu|wypowiedzi)\b",),
    lead_notes=words("temat tematy uczestnicy miejsce"),
    field_words=words("temat tematy miejsce data źródło"),
    thanks=words("dziękuję dzięki"),
    around=(
        r"udostępnij:?|powiązane (?:wiadomości|artykuły):?",
        r"zobacz (?:też|także):?|drukuj|wszelkie prawa zastrzeżone.*",
    ),
    press=words("dziennikarz dziennikarka pytanie redaktor"),
    answers=words("odpowiedź"),
    people_fields=words("uczestnicy goście"),
    chair_fields=words("moderator moderatorka prowadzący prowadząca"),
    chairs=words("moderator moderatorka prowadzący prowadząca"),
    titles=words(
        "minister ministra premier prezydent rzecznik rzeczniczka prezes wojewoda burmistrz marszałek dyrektor"
        " komendant"
    ),
    outlets=words("gazeta dziennik telewizja radio agencja wiadomości"),
    stage=(r"śmiech|oklaski|niezrozumiałe",),
    months=months(
        "stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia"
    ),
    today=words("dziś dzisiaj"),
    published=words("opublikowano zaktualizowano aktualizacja publikacji"),
    selves=words("ja my nas nam nasz nasze państwo państwu dziękuję dziękujemy"),
)
DUTCH = Language(
    code="nl",
    feet=(r"over (?:de|het|ons)\b.*|(?:pers)?contact|noot voor de redactie",),
    events=(r"\bstond(?:en)? de pers te woord\b|\bbeantwoordden? vragen van (?:de pers|journalisten)\b",),
    editor=(r"(?:dit is |hieronder volgt )?(?:de |het )?(?:letterlijke tekst|woordelijk verslag|transcriptie) van\b",),
    lead_notes=words("onderwerp onderwerpen aanwezig aanwezigen deelnemers locatie"),
    field_words=words("onderwerp onderwerpen locatie datum bron"),
    thanks=words("dank bedankt"),
    around=(
        r"deel (?:deze pagina|dit(?: artikel)?):?|gerelateerd(?:e)? (?:nieuws|berichten):?",
        r"lees ook:?|print deze pagina",
    ),
    press=words("vraag journalist verslaggever"),
    answers=words("antwoord"),
    people_fields=words("deelnemers sprekers aanwezig"),
    chair_fields=words("voorzitter gespreksleider"),
    chairs=words("voorzitter gespreksleider"),
    titles=words("minister minister-president staatssecretaris president woordvoerder burgemeester"),
    outlets=words("krant dagblad nieuws omroep persbureau"),
    stage=(r"gelach|applaus|onverstaanbaar",),
    months=months("januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december"),
    today=words("vandaag"),
    published=words("gepubliceerd bijgewerkt gewijzigd"),
    selves=words("ik wij we ons onze u uw mijn dank goedemiddag goedemorgen"),
)
KOREAN = Language(
    code="ko",
    feet=(r"문의(?:처)?|담당(?:자|부서)",),
    lead_notes=words("장소 주제 참석자 발표자"),
    field_words=words("일시 장소 주제 출처 첨부파일"),
    selves=words("저 저는 저희 저희도 저희가 저희는 여러분 안녕하십니까 감사합니다"),
    thanks=words("감사합니다 고맙습니다"),
    around=(r"(?:이|본) (?:웹)?사이트.{0,20}쿠키.{0,40}|공유(?:하기)?|관련 ?(?:뉴스|기사|자료)|인쇄(?:하기)?|목록",),
    press=words("기자 질문"),
    answers=words("답변 답"),
    question_signs=words("문"),
    chairs=words("사회자"),
    offices=words("대변인 장관 차관 대통령 총리 위원장"),
    stage=(r"웃음|박수",),
    headings=(r"[\[【<]?(?:질문\s?[·ㆍ]\s?답변|질의\s?응답|모두\s?발언)[\]】>]?",),
    ends=("끝|이상",),
    published=words("등록일 게시일 수정일 최종수정일 작성일"),
)
ARABIC = Language(
    code="ar",
    lead_notes=words("الموضوع المكان المشاركون"),
    field_words=words("الموضوع المكان التاريخ المصدر"),
    selves=words("أنا نحن لنا شكرا لكم أود"),
    thanks=words("شكرا"),
    around=(r"مشاركة:?|شارك:?|أخبار ذات صلة:?|اقرأ أيضا:?|طباعة|جميع الحقوق محفوظة.*",),
    press=words("سؤال صحفي الصحفي صحفية السائل مراسل المراسل"),
    answers=words("جواب"),
    offices=words("المتحدث الوزير الرئيس الناطق"),
    chairs=words("المذيع المقدم"),
    months=months("يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر"),
    published=words("نشر تحديث"),
)
UKRAINIAN = Language(
    code="uk",
    lead_notes=words("тема теми учасники місце"),
    field_words=words("тема теми місце дата джерело фото"),
    thanks=words("дякую"),
    around=(r"поділитися:?|читайте також:?|за темою:?|версія для друку|усі права захищено.*",),
    press=words("запитання питання журналіст журналістка кореспондент"),
    answers=words("відповідь"),
    chairs=words("ведучий ведуча модератор"),
    titles=words(
        "президент прем'єр-міністр прем’єр-міністр міністр міністерка речник речниця голова мер губернатор директор"
    ),
    stage=(r"сміх|оплески|нерозбірливо",),
    months=months("січня, лютого, березня, квітня, травня, червня, липня, серпня, вересня, жовтня, листопада, грудня"),
    today=words("сьогодні"),
    published=words("опубліковано оновлено оновлення"),
    selves=words("я ми нас нам наш наші ви вас дякую дякуємо"),
)
TURKISH = Language(
    code="tr",
    lead_notes=words("konu yer katılımcılar"),
    field_words=words("konu yer tarih kaynak"),
    selves=words("ben biz bizim siz sizin teşekkür teşekkürler günaydın değerli"),
    thanks=words("teşekkür teşekkürler"),
    around=(
        r"(?:bu )?(?:internet )?sitesi(?:nde|miz\w*) .{0,20}çerez.{0,30}",
        r"paylaş:?|ilgili haberler:?|yazdır|tüm hakları saklıdır.*",
    ),
    press=words("soru gazeteci muhabir muhabiri gazetecisi"),
    chairs=words("sunucu moderatör"),
    outlets=words("ajansı ajans gazetesi televizyonu haber radyo"),
    answers=words("cevap yanıt"),
    titles=words("bakan bakanı başkan başkanı cumhurbaşkanı sözcü sözcüsü"),
    months=months("ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim, kasım, aralık"),
    today=words("bugün"),
    published=words("güncelleme güncellendi yayınlanma"),
)
SWEDISH = Language(
    code="sv",
    press=words("fråga journalist reporter"),
    answers=words("svar"),
    titles=words("minister statsminister utrikesminister finansminister talesperson"),
    months=months("januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december"),
    today=words("idag"),
    published=words("publicerad publicerat uppdaterad"),
)
NORWEGIAN = Language(
    code="no",
    press=words("spørsmål journalist"),
    answers=words("svar"),
    titles=words("statsminister utenriksminister finansminister talsperson"),
    months=months("januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember"),
    published=words("publisert oppdatert"),
)
HUNGARIAN = Language(
    code="hu",
    press=words("kérdés újságíró"),
    answers=words("válasz"),
    months=months(
        "január, február, március, április, május, június, július, augusztus, szeptember, október, november, december"
    ),
    today=words("ma"),
)
GREEK = Language(
    code="el",
    press=words("ερώτηση ερωτηση δημοσιογράφος δημοσιογραφος δημοσιογράφοσ δημοσιογραφοσ"),
    answers=words("απάντηση"),
    titles=words("πρωθυπουργός υπουργός εκπρόσωπος πρόεδρος πρωθυπουργοσ υπουργοσ εκπροσωποσ προεδροσ"),
    months=months(
        "ιανουαρίου, φεβρουαρίου, μαρτίου, απριλίου, μαΐου, ιουνίου, ιουλίου, αυγούστου, σεπτεμβρίου, οκτωβρίου,"
        " νοεμβρίου, δεκεμβρίου"
    ),
)
ROMANIAN = Language(
    code="ro",
    press=words("întrebare jurnalist ziarist"),
    answers=words("răspuns"),
    months=months(
        "ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august, septembrie, octombrie, noiembrie, decembrie"
    ),
)
INDONESIAN = Language(
    code="id",
    editor=(r"transkrip(?:si)? (?:lengkap )?(?:keterangan|konferensi|jumpa|wawancara)\b",),
    lead_notes=words("topik tema tempat lokasi peserta"),
    field_words=words("topik tema tempat tanggal lokasi sumber"),
    thanks=words("terima makasih"),
    around=(r"bagikan:?|berita terkait:?|baca juga:?|cetak|hak cipta.*",),
    posts=words("presiden menteri gubernur wakil ketua kepala sekretaris panglima direktur juru"),
    chairs=words("moderator pembawa"),
    press=words("wartawan pertanyaan jurnalis"),
    selves=words("saya kami kita anda bapak ibu terima"),
    published=words("diperbarui dipublikasikan diterbitkan"),
    answers=words("jawaban"),
    months=months("januari, februari, maret, april, mei, juni, juli, agustus, september, oktober, november, desember"),
)
OTHERS = (
    ITALIAN, RUSSIAN, CZECH, JAPANESE, POLISH, DUTCH, KOREAN, ARABIC, UKRAINIAN, TURKISH, SWEDISH, NORWEGIAN, HUNGARIAN,
    GREEK, ROMANIAN, INDONESIAN,
)  # fmt: skip
