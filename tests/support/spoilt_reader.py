"""A source that harms the process reading one of its pages, as a module `spoilt` for SPIDER_MODULES."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SPOILT = """
import multiprocessing, os, signal, sys, time
from dataclasses import dataclass
from pathlib import Path

from briefings.transcript import Markup
from spiders.sample import SampleSpider


@dataclass(frozen=True)
class SpoiltMarkup(Markup):
    def selectors(self):
        frame = sys._getframe()
        while frame is not None:
            if "PAGE" in str(frame.f_locals.get("url")):
                WHAT
            frame = frame.f_back
        return super().selectors()


class Spoilt(SampleSpider):
    markup = SpoiltMarkup(**{name: getattr(SampleSpider.markup, name) for name in SpoiltMarkup.__dataclass_fields__})
"""


def spoilt_reader(folder: Path, page: str, what: str) -> None:
    """Write `spoilt.py`; the statement `what` runs in the process that reads the page with `page` in its address."""
    (folder / "spoilt.py").write_text(_SPOILT.replace("PAGE", page).replace("WHAT", what))
