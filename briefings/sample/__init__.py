"""Three small fictional press sites, packaged, so that the crawler can be tried without touching a real one.

`site/` holds the pages of the press office at the paths they are served under, `news/` those of a news service that has
a transcript of one of its briefings, `mobile/` the press office's mobile edition, which has another; `server.py` serves
them on the loopback interface. Varenia, its ministries, its newspapers and everyone who speaks there are invented.
"""

HOST = "www.press.varenia.example"
"""The host name the press office is crawled under. It is reserved by RFC 2606 and resolves nowhere, like the others."""

FOLDERS = {HOST: "site", "news.varenia.example": "news", "m.press.varenia.example": "mobile"}
"""The host names of all three and the folders of their pages, the one whose copy of a briefing counts first."""
