"""A spider middleware that spoils the record of one briefing, so that it breaks the schema and is rejected."""

from collections.abc import AsyncIterator
from typing import Any

from briefings.items import Briefing

SPOILED = "/content_7019"
"""Part of the address that identifies that briefing."""


class Spoiler:
    """Gives the first turn of that briefing a wrong number."""

    async def process_spider_output(self, response: object, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Pass on what the spider makes."""
        del response
        async for made in result:
            if isinstance(made, Briefing) and SPOILED in made.url:
                made.turns[0].seq = 7
            yield made
