"""Press rooms of different make, three of them older than `scrapy genspider -t briefing`: pages by address.

`tidings`: a dated list, and transcripts on one page with labels that end with a colon. `council`: a numbered list, and
transcripts of three pages with labels in bold. `tower`: cards without days, each leading to a landing page with a link
to the transcript, where the labels are in elements of their own. `quarry`: labels without a colon that run on into
the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

TOPICS = (
    "tram depot", "salt meadows", "night ferry", "reed beds", "grain exchange", "old customs house", "tidal mill",
    "allotment gardens", "swing bridge", "herring market", "public baths", "rope works", "almshouses", "signal station",
    "winter fair", "water tower",
)  # fmt: skip
PRESS = ("Norvik Daily", "Salt Coast Radio", "Lantern Weekly", "Eastern Wire")


def tidings() -> dict[str, bytes]:
    """Return nine one-page transcripts on a dated list, beside a column of news."""
    home, site = "http://www.tidings.example", {}
    days = [date(2026, 3, 20) - timedelta(days=9 * n) for n in range(9)]
    rows = "".join(
        f"<li class='item'><span class='date'>{_day(day)}</span>"
        f"<a href='/media/briefings/{day:%Y/%m}/{_slug(n)}-{4100 - n}.html'>Press briefing on the {TOPICS[n]}</a></li>"
        for n, day in enumerate(days)
    )
    news = "".join(f"<li><a href='/media/news/{_slug(n)}.html'>{TOPICS[n].title()} opens</a></li>" for n in range(4))
    aside = f"<aside class='latest'><h3>Latest news</h3><ul>{news}</ul></aside>"
    site[f"{home}/media/briefings/"] = _page(
        "Press briefings", f"<h1>Press briefings</h1><ul class='briefing-list'>{rows}</ul>{aside}"
    )
    for n, day in enumerate(days):
        said = "".join(f"<p>{label}: {text}</p>" for label, text in _talk(n, "Irena Dolmatin", "Pavo Kestrel"))
        site[f"{home}/media/briefings/{day:%Y/%m}/{_slug(n)}-{4100 - n}.html"] = _page(
            f"Press briefing on the {TOPICS[n]}",
            f"<article><h1>Press briefing on the {TOPICS[n]}</h1><p class='meta-date'>Published on {_day(day)}</p>"
            f"<div class='story'>{said}</div></article>{aside}",
        )
    return site


def council() -> dict[str, bytes]:
    """Return twelve transcripts of three pages each, on a list of three pages."""
    home, site = "http://press.council.example", {}
    for leaf in range(3):
        rows = "".join(
            f"<tr><td class='no'>{n + 1}</td><td class='what'><a href='/briefings/show_{7300 + n}.htm'>"
            f"Weekly press conference: the {TOPICS[n]}</a></td><td class='when'>{_day(_week(n))}</td></tr>"
            for n in range(4 * leaf, 4 * leaf + 4)
        )
        site[_leaf(home, leaf)] = _page(
            "Weekly press conferences",
            f"<h1>Weekly press conferences</h1><table class='conferences'>{rows}</table>{_pager(home, leaf)}",
        )
    for n in range(12):
        talk = [said for part in range(3) for said in _talk(3 * n + part, "Mikael de Vries", "Lin Yarrow")]
        for part in range(3):
            said = "".join(f"<p><strong>{label}</strong> {text}</p>" for label, text in talk[part * 5 : part * 5 + 5])
            urls = [f"/briefings/show_{7300 + n}{f'_{page}' if page > 1 else ''}.htm" for page in (1, 2, 3)]
            numbers = " ".join(
                f"<span>{at}</span>" if at == part + 1 else f"<a href='{url}'>{at}</a>"
                for at, url in enumerate(urls, 1)
            )
            site[home + urls[part]] = _page(
                f"Weekly press conference: the {TOPICS[n]}",
                f"<h1>Weekly press conference: the {TOPICS[n]}</h1><div class='issued'>{_day(_week(n))}</div>"
                f"<div id='text'>{said}</div><div class='leafing'>{numbers}</div>",
            )
    return site


def tower() -> dict[str, bytes]:
    """Return eight transcripts behind landing pages, on a list of cards without days."""
    home, site = "http://tower.example", {}
    cards = "".join(
        f"<div class='card'><h3><a href='/events/{_slug(n)}'>Meeting the press: the {TOPICS[n]}</a></h3>"
        f"<p>The spokesperson took questions on the {TOPICS[n]}.</p></div>"
        for n in range(8)
    )
    site[f"{home}/meeting-the-press"] = _page(
        "Meeting the press", f"<h1>Meeting the press</h1><div class='cards'>{cards}</div>"
    )
    for n in range(8):
        title = f"Meeting the press: the {TOPICS[n]}"
        site[f"{home}/events/{_slug(n)}"] = _page(
            title,
            f"<h1>{title}</h1><p>The spokesperson took questions on the {TOPICS[n]} in the map room of the tower. The"
            " recording is two hours long, and the room was full.</p>"
            f"<p class='full'><a class='to-transcript' href='/events/{_slug(n)}/transcript'>Read on</a></p>",
        )
        said = "".join(
            f"<div class='speech'><span class='who'>{label}</span><div class='words'><p>{text}</p></div></div>"
            for label, text in _talk(n, "Odette van Hollen", "Ruben Tarrow")
        )
        site[f"{home}/events/{_slug(n)}/transcript"] = _page(
            f"Transcript: {title}",
            f"<h1>{title}</h1><p class='held'>Held on {_day(_week(n))}</p><div class='transcript'>{said}</div>",
        )
    return site


def quarry() -> dict[str, bytes]:
    """Return seven transcripts whose labels run on into the text, in elements with a class: the rules see articles."""
    home, site = "http://quarry.example", {}
    rows = "".join(
        f"<li>{_day(_week(n))} <a href='/press/{_slug(n)}'>Press briefing on the {TOPICS[n]}</a></li>" for n in range(7)
    )
    site[f"{home}/press/"] = _page("Press briefings", f"<h1>Press briefings</h1><ul>{rows}</ul>")
    for n in range(7):
        title = f"Press briefing on the {TOPICS[n]}"
        talk = _talk(n, "Sabela Quintero", "Anselm Brook")
        said = "".join(f"<p><span class='n7 name'>{label}</span>{text}</p>" for label, text in talk)
        site[f"{home}/press/{_slug(n)}"] = _page(title, f"<h1>{title}</h1><p class='day'>{_day(_week(n))}</p>{said}")
    return site


HOUSES = {"tidings": tidings, "council": council, "tower": tower, "quarry": quarry}
LISTS = {
    "tidings": "http://www.tidings.example/media/briefings/",
    "council": "http://press.council.example/briefings/",
    "tower": "http://tower.example/meeting-the-press",
    "quarry": "http://quarry.example/press/",
}


def _talk(number: int, chair: str, official: str) -> Sequence[tuple[str, str]]:
    """Return five turns unique to a number."""
    topic, first, second = TOPICS[number % len(TOPICS)], PRESS[number % 4], PRESS[(number + 1) % 4]
    return (
        (chair, f"Good morning, and welcome. We are here for point {number} of our paper, which is the {topic}."),
        (first, f"My question is on the {topic}: who pays for {number + 3} new windows, and when do they come?"),
        (
            official,
            f"The council does, as paper {number} says. I was there, and the {topic} needs every one.",
        ),
        (second, f"Will the {topic} be closed to the public while you are at work on roof number {number}?"),
        (official, f"No, it will not. We work at night, and we open gate {number} on every day of the week."),
    )


def _slug(number: int) -> str:
    return f"the-{TOPICS[number].replace(' ', '-')}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _week(number: int) -> date:
    return date(2026, 2, 27) - timedelta(weeks=number)


def _leaf(home: str, leaf: int) -> str:
    return f"{home}/briefings/{f'index_{leaf}.htm' if leaf else ''}"


def _pager(home: str, own: int) -> str:
    links = "".join(
        f"<b>{leaf + 1}</b>" if leaf == own else f"<a href='{_leaf(home, leaf)}'>{leaf + 1}</a>" for leaf in range(3)
    )
    return f"<div class='numbers'>{links}</div>"


def _page(title: str, body: str) -> bytes:
    menu = "".join(f"<li><a href='/{word}'>{word.title()}</a></li>" for word in ("about", "people", "contact", "visit"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<main>{body}</main><footer><p>Made with care.</p><a href='/terms'>Terms of use</a></footer></body></html>"
    ).encode()
