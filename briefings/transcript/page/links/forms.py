"""The addresses to which forms lead without a word of the reader: by a button, or by the choice of a month or page."""

from urllib.parse import urlencode

from lxml.etree import _Element

from briefings.address import acts
from briefings.transcript.page.layout.lines import squeeze
from briefings.transcript.page.links.pagers.page_addresses import is_page_key
from briefings.transcript.wording.periods import period_of

_NOT_FILLED = frozenset(("hidden", "submit", "button", "image", "reset"))
_MOST_CHOICES = 100


def sent_by(element: _Element) -> str:
    """Return the address of a button whose form has only hidden fields and buttons and is sent by GET; otherwise ""."""
    form = next(element.iterancestors("form"), None)
    if form is None or fields_to_fill(form):
        return ""
    return _sent_address(form, (element.get("name") or "", element.get("value") or ""))


def chosen_by(option: _Element) -> str:
    """Return the address to which a form goes when a year, a month or the number of a page is chosen; otherwise "".

    The choice among them must be its only field.
    """
    choice, form = option.getparent(), next(option.iterancestors("form"), None)
    if choice is None or form is None or not 1 < len(choice) <= _MOST_CHOICES:
        return ""
    name, texts = choice.get("name") or "", [squeeze(one.text or "") for one in choice]
    are_pages = is_page_key(name, "1") and texts == [str(number) for number, _ in enumerate(choice, 1)]
    if not (are_pages or all(map(period_of, texts))) or fields_to_fill(form) != [choice]:
        return ""
    return _sent_address(form, (name, option.get("value") or squeeze(option.text or "")))


def fields_to_fill(form: _Element) -> list[_Element]:
    inputs = [one for one in form.iter("input") if (one.get("type") or "text").lower() not in _NOT_FILLED]
    return [*form.iter("select", "textarea"), *inputs]


def does_something(form: _Element) -> bool:
    """Tell whether a form says in its hidden fields, or by its button, that it edits, deletes, subscribes."""
    return acts(f"?{urlencode([(one.get('name') or '', one.get('value') or '') for one in form.iter('input')])}")


def _sent_address(form: _Element, chosen: tuple[str, str]) -> str:
    """Return the address of a form sent by GET, with its hidden fields and what is chosen; "" without a name."""
    hidden = [one for one in form.iter("input") if one.get("type", "").lower() == "hidden"]
    pairs = [(one.get("name") or "", one.get("value") or "") for one in hidden]
    pairs = [pair for pair in (*pairs, chosen) if pair[0]]
    action = (form.get("action") or "").partition("?")[0]
    is_sent = pairs and (form.get("method") or "get").lower() == "get"
    return f"{action}?{urlencode(pairs)}" if is_sent else ""
