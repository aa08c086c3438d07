"""Three small fictional press sites, packaged, so that the crawler can be tried without touching a real one.

`site/` holds the pages of the press office at the paths they are served under, `news/` those of a news service with a
transcript of one of its briefings, `mobile/` the office's mobile edition with another; `server.py` serves them on the
loopback interface. Varenia, its ministries, its newspapers and everyone who speaks there are invented.
"""

HOST = "www.press.varenia.example"
"""Host name of the press office; like the others, reserved by RFC 2606, so it resolves nowhere."""

FOLDERS = {HOST: "site", "news.varenia.example": "news", "m.press.varenia.example": "mobile"}
"""Folder of pages for each host; the first host's copy of a briefing has precedence."""
