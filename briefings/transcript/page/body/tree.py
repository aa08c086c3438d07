"""Parse text into a tree, whole: libxml2 stops at 2,048 open elements and silently drops the rest of the page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

from lxml import etree
from lxml.etree import _Comment, _Element

from briefings.address import acts
from briefings.transcript.page.layout.lines import BLOCKS, HEADINGS, UNSEEN, WEIGHT, text_of

_TOO_MANY_ATTRIBUTES = 5_000
"""A million of them take the parser 220 MB; no real tag was seen with a hundred."""
_ATTRIBUTES_OF_A_PAGE = 250_000
"""Maximum number of attributes of a page; they take as much memory as elements."""
_END_OF_BODY = re.compile(r"</(?:body|html)\b[^<>]*>", re.IGNORECASE)
"""Tag after which a browser still adds to the body; the parser puts what follows beside the body, or drops it."""
_LONG = 16_000
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{_LONG},}}")
_TAG = re.compile(r"<(?P<name>/?[A-Za-z][^\s<>/]*+)[^<>]*+>")
_HREF = re.compile(r"\shref\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>]+)", re.IGNORECASE)
_KEPT = UNSEEN | {"a", "h1"}
_OF_CLASS = re.compile(r"(?:<!--|/\*[^*]*\*/|\s)*[\w-]*\.([\w-]+)\s*")
"""A selector that asks for a class only."""
_UNPRINTED = (etree.Comment, etree.ProcessingInstruction)
_REST_OF_LINE = re.compile(r"^[^\S\n]*\n(?!\s*\n)")
"""End of the line behind a comment, unless an empty line follows."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that lxml reads but refuses to write, such as the form feed of a converted document."""
_LONGEST_HEADING, _PARTS_OF_A_HEADING = 400, 20
"""Maximum number of characters and elements looked at in a heading, so that a page of headings alone costs little."""
_DEEPEST = 200
"""Maximum number of elements around what is put in place: a page could nest such parts to any depth."""
_WEIGHED = ("b", "em", "font", "i", "p", "span", "strong", "u")


def parse(text: str) -> tuple[_Element, str]:
    """Return the root element of a page, and what the parser could not read of it ("" when it read everything).

    Never raises. A page too deep for the parser, or with too many attributes, is read as flat text: its words, their
    order, line breaks and links stay.
    """
    if _has_long_tags(text):
        text = _LONG_TAG.sub(_bounded, text)
    page = _END_OF_BODY.sub("", text.replace("\x00", "") if "\x00" in text else text).strip()
    crowded = len(page) > _ATTRIBUTES_OF_A_PAGE and page.count("=") > _ATTRIBUTES_OF_A_PAGE
    root, unread = _parsed(_TAG.sub(_flat, page) if crowded else page)
    if unread and not crowded:
        root, unread = _parsed(_TAG.sub(_flat, page))
    return root, unread


def _parsed(page: str) -> tuple[_Element, str]:
    """Return the root of a page, an empty one for nothing but comments, and why the parser stopped before its end."""
    parser = etree.HTMLParser(recover=True, huge_tree=True, encoding="utf-8")
    root = etree.fromstring(page.encode("utf-8", "replace"), parser) if page else None
    fatal = (error.message for error in parser.error_log if error.level == etree.ErrorLevels.FATAL)
    stopped = next((message for message in fatal if message != "Document is empty"), "")
    if root is None:
        return etree.fromstring("<html/>"), stopped
    _put_streamed_in_place(root)
    # Comments print nothing, and one in a sentence would divide it; one on a line of its own leaves no empty line.
    for comment in root.iter(*_UNPRINTED):
        comment.tail = _writable(_REST_OF_LINE.sub(" ", comment.tail or ""))
    etree.strip_tags(root, *_UNPRINTED)
    for words in root.iter("title", "desc"):
        if (drawing := words.getparent()) is not None and drawing.tag in {"svg", "g", "symbol"}:
            # The title of a drawing, for those who cannot see it, prints nothing, like the `alt` of a picture.
            drawing.set("alt", _writable(drawing.get("alt") or words.text or ""))
            words.text = None
    return root, stopped


def _put_streamed_in_place(root: _Element) -> None:
    """Put the parts that React sends hidden below the page in their places, as its script does.

    "S:0" belongs to the template "B:0" or "P:0". What stands behind the first until then ends with the comment "/$".
    """
    places = [one for one in root.iter("template") if (one.get("id") or "").startswith(("B:", "P:"))]
    sent = {one.get("id"): one for one in root.iter() if (one.get("id") or "").startswith("S:")} if places else {}
    for place in places:
        name = place.get("id", "")
        part = sent.pop(f"S:{name[2:]}", None)
        around = list(islice(place.iterancestors(), _DEEPEST))
        if part is not None and part not in around and len(around) < _DEEPEST:
            behind = list(place.itersiblings()) if name.startswith("B:") else []
            end = next((n for n, one in enumerate(behind) if isinstance(one, _Comment) and one.text == "/$"), 0)
            place.addprevious(part)
            for shut in {"hidden"}.intersection(part.attrib):
                del part.attrib[shut]
            for one in behind[:end]:
                cast("_Element", place.getparent()).remove(one)


def _writable(text: str) -> str:
    return text if text.isprintable() else _UNWRITABLE.sub(" ", text)


def _flat(tag: re.Match[str]) -> str:
    """Return a line break for the tag of a block, nothing for one within lines, and a link with its address only."""
    name = tag["name"].lower().lstrip("/")
    if name not in _KEPT:
        return "<br>" if name in BLOCKS or name == "br" else ""
    href = _HREF.search(tag[0]) if tag["name"].lower() == "a" else None
    return f"<{tag['name']}{href[0] if href else ''}>"


def _has_long_tags(text: str) -> bool:
    """Return True when a text may hold a long tag: one half of its length then has no end of a tag."""
    half = _LONG // 2
    return any(text.find(">", start, start + half) < 0 for start in range(0, len(text) - half, half))


def _bounded(tag: re.Match[str]) -> str:
    """Return a tag without its attributes if they are far too many, and it surely ends where it seems to."""
    written = tag[0]
    sure = written.count('"') % 2 == written.count("'") % 2 == 0
    return written[:_LONG].split(None, 1)[0] if sure and written.count("=") > _TOO_MANY_ATTRIBUTES else written


def take_in_styles(root: _Element) -> None:
    """Write the weights of text that the page's rules set by class into the style of its paragraphs and words.

    Style sheets are taken out of the tree, so that one within a headline or a link is not read as its words.
    """
    rules, weights = "", dict[str, str]()
    for element in root.iter("style"):
        rules, element.text = rules + (element.text or ""), None
    for rule in rules.split("}") if "font" in rules else ():
        selectors, _, style = rule.rpartition("{")
        if "font" in style and (weight := WEIGHT.search(style)):
            weights |= {one[1]: weight[0] for one in map(_OF_CLASS.fullmatch, selectors.split(",")) if one}
    for element in root.iter(*_WEIGHED) if weights else ():
        if own := [weights[name] for name in (element.get("class") or "").split() if name in weights]:
            element.set("style", _writable(f"{own[-1]};{element.get('style') or ''}"))


def set_actions_apart(root: _Element, addresses: Mapping[_Element, str]) -> None:
    """Move the links that edit or delete a part of the page out of its heading and above it: "Question [edit]".

    They are no words of the heading, and nobody says them. `addresses` are those of the links.
    """
    for heading in root.iter(*HEADINGS):
        for part in (*islice(heading, _PARTS_OF_A_HEADING), *islice(heading.itersiblings(), 1)):
            links = [part] if part.tag == "a" else [*part.iterchildren("a")]
            is_apart = links and part.tag not in BLOCKS and not (part.tail or "").strip()
            does = is_apart and all(_names_an_action(addresses.get(one, "")) for one in links)
            if does and _letters(heading) != _letters(part) == "".join(map(_letters, links)):
                # Above, since the line below a label is speech.
                part.tag = "aside"
                heading.addprevious(part)


def _names_an_action(url: str) -> bool:
    # The path of an entry may contain such a word: "/briefings/vote-on-the-quay".
    path, _, query = url.partition("?")
    return acts(f"?={path.rpartition('/')[2]}&{query}")


def _letters(element: _Element) -> str:
    return "".join(filter(str.isalnum, text_of(element)[:_LONGEST_HEADING]))


def body_of(root: _Element) -> _Element:
    """Return the body of a document, or the root without one; after an unknown tag in the head it may be in there."""
    return next(root.iterchildren("body"), next(root.iter("body"), root))


def walk_of(root: _Element, tags: Iterable[str]) -> Iterator[_Element]:
    """Yield the elements below one with these tags, in order.

    A tag with control characters yields all elements: lxml reads it but cannot search for it.
    """
    wanted = set(tags)
    return root.iter(*wanted) if all(map(str.isprintable, wanted)) else root.iter()
