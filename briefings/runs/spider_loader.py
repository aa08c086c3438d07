"""The spiders of the project, or in which file and line their import fails."""

from traceback import extract_tb

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader


def spider_loader(settings: BaseSettings) -> SpiderLoaderProtocol:
    """Return the loader of the spiders. Raises UsageError where one cannot be imported."""
    try:
        return get_spider_loader(settings)
    except Exception as error:
        raise UsageError(_import_failure(error)) from None


def _import_failure(error: Exception) -> str:
    """Say in which file and line the import of the spiders failed, and why."""
    if isinstance(error, SyntaxError):
        return f"{error.filename}, line {error.lineno}: SyntaxError: {error.msg}"
    places = extract_tb(error.__traceback__)[::-1]
    file = next((place.filename for place in places if place.name == "<module>"), None)
    line = next((place.lineno for place in places if place.filename == file), None)
    return f"{file}, line {line}: {type(error).__name__}: {error}" if file else str(error)
