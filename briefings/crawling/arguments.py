"""The arguments of a spider on the command line, checked before anything is requested."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefings.address import read_address, renamed
from briefings.hosts import is_on_domain
from briefings.since_until import Window

ARGUMENTS = {
    "url": "the address of any page of a briefing; several with commas",
    "urls": "a file of such addresses, one a line; # starts a comment",
    "lists": "the address of a list page, a sitemap or a feed, instead of the source's own; several with commas;"
    " {year} and {month} in it stand for those from since to until",
    "limit": "how many briefings to read at most, the newest first",
    "since": "the first day, month or year (2017-05-31, 2017-05, 2017) to read, by the dates that the list shows",
    "until": "the last day, month or year of them",
    "allow": "a regular expression that the address or the link text of a list's entry must match",
    "deny": "a regular expression that neither may match",
    "source": "the name of the house that the spider briefing keeps them under, instead of their host",
    "dry_run": "1 walks the lists, asks for no briefing, keeps nothing, and ends with an estimate of the crawl",
}
"""Arguments of a briefing spider, with their descriptions."""
_LONGEST_URL = 2000
_MOST_NAMED = 20
_BETWEEN = re.compile(r",(?=\s|$|\w{2,9}://|www\.)")
"""A comma between addresses, not one within: `page,1,2,410-quay.html` of DataLife Engine, `,nPack,2` of Interia."""
_HOST = re.compile("[/?#]")
_NO_HOST = re.compile(r"\s|^\.|\.\.")
"""White space or an empty part in a host: a slip, of which the network says only that it finds no such host."""
_NOT_FILLED_IN = re.compile(r"\{(?!year\}|month\})\w*\}")
_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d]{2,}(?::\d+)?(?:[/?].*)?")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Checked arguments of a spider; ARGUMENTS says what each is, `entries` are those of url and urls."""

    entries: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    limit: int | None = None
    window: Window | None = None
    allow: re.Pattern[str] | None = None
    deny: re.Pattern[str] | None = None
    source: str | None = None
    dry_run: bool = False

    @property
    def is_regular(self) -> bool:
        """True if the run covers whole lists: single briefings are not named, nor bounds set."""
        bounds = (self.entries, self.limit, self.window, self.allow, self.deny)
        return not any(bounds)

    @property
    def bounds(self) -> str:
        """The bounds on the entries of lists, in words that are the same for the same bounds; "" for none."""
        patterns = {"allow": self.allow, "deny": self.deny}
        said = [f"{name}={pattern.pattern}" for name, pattern in patterns.items() if pattern]
        return " ".join(said + ([str(self.window)] if self.window else []))

    def renamed(self, aliases: Sequence[tuple[str, str]]) -> Arguments:
        """Return the arguments with every address in the spelling that a source's `Markup.aliases` give it."""
        entries, lists = (tuple(renamed(url, aliases) for url in urls) for urls in (self.entries, self.lists))
        return replace(self, entries=entries, lists=lists)


def read_arguments(**given: Any) -> Arguments:
    """Read the arguments of a spider as given on the command line; ARGUMENTS says what each is.

    Names that start with an underscore belong to a scheduler and pass. Raises ValueError with a sentence that says what
    is wrong and what to do.
    """
    ours = {name: value for name, value in given.items() if not name.startswith("_")}
    if unknown := [name for name in ours if name not in ARGUMENTS]:
        raise ValueError(f"Unknown argument {unknown[0]}: a briefing spider takes {', '.join(ARGUMENTS)}.")
    window = Window.read(ours.pop("since", None), ours.pop("until", None))
    read = {name: _READERS[name](name, value) for name, value in ours.items() if value is not None}
    entries = (*read.pop("url", ()), *read.pop("urls", ()))
    return Arguments(entries=entries, window=window, **read)


def refuse_outside(arguments: Arguments, name: str, domains: Sequence[str]) -> None:
    """Raise ValueError if an address is on none of the domains of the source called `name`, if it has any."""
    for url in (*arguments.entries, *arguments.lists):
        if domains and not is_on_domain(url, domains):
            raise ValueError(
                f"{url} is outside the source {name}, which reads {' and '.join(domains)};"
                " the spider briefing reads addresses of any site."
            )


def _addresses(name: str, value: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _BETWEEN.split(value)]
    if not any(parts):
        raise ValueError(f"The argument {name} is empty: give an address, or several with commas.")
    return tuple(checked_address(part, name) for part in parts if part)


def checked_address(url: str, where: str) -> str:
    """Return an address in its own spelling. Raises ValueError with a sentence that says `where` it is given."""
    if len(url) > _LONGEST_URL:
        raise ValueError(f"{where}: {url[:80]}... is longer than {_LONGEST_URL} characters.")
    if blank := _NOT_FILLED_IN.search(url):
        raise ValueError(f"{where}: {url} has {blank[0]}: only {{year}}, and {{month}} beside it, are filled in.")
    host = _HOST.split(url.partition("//")[2], maxsplit=1)[0]  # even of an address that cannot be split
    if "@" in host:
        raise ValueError(f"{where}: an address on {host.rpartition('@')[2]} holds a name or password: leave it out.")
    with suppress(ValueError):
        if not _NO_HOST.search(host):
            return read_address(url).url
    hint = f"; write https://{url}" if _WITHOUT_SCHEME.fullmatch(url) else ""
    if host and url.startswith(("http://", "https://")):
        hint = f": there can be no host {host}"
    raise ValueError(f"{where}: {url} is not an absolute http or https address{hint}.")


def _pattern(name: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"{name}={text} is not a regular expression: {error}.") from None


def _positive(name: str, value: str | int) -> int:
    if not (str(value).isdecimal() and int(value)):
        raise ValueError(f"{name}={value} is not a positive number.")
    return int(value)


def _switched_on(name: str, value: str | int) -> bool:
    if str(value) not in {"0", "1"}:
        raise ValueError(f"{name}={value} is neither 0 nor 1.")
    return str(value) == "1"


def _addresses_in(_: str, file: str) -> list[str]:
    path = Path(file)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ValueError(f"The file of addresses {path} cannot be read: {reason}.") from None
    found, wrong = [], []
    for number, line in enumerate(lines, start=1):
        # Only a # that starts a word starts a comment: an address may carry one.
        text = "" if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        try:
            if text:
                found.append(checked_address(text, f"{path}, line {number}"))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        more = [f"and {len(wrong) - _MOST_NAMED} more such lines."] if len(wrong) > _MOST_NAMED else []
        raise ValueError("\n".join(wrong[:_MOST_NAMED] + more))
    if not found:
        raise ValueError(f"The file of addresses {path} names none: write one address a line.")
    return found


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "url": _addresses, "urls": _addresses_in, "lists": _addresses, "limit": _positive, "allow": _pattern,
    "deny": _pattern, "source": lambda _, value: value, "dry_run": _switched_on,
}  # fmt: skip
"""Functions that read an argument, given its name and value."""
