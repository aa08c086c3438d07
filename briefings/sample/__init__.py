"""A small fictional press site, packaged, so that the crawler can be tried without touching a real one.

`site/` holds the pages at the paths they are served under; `server.py` serves them on the loopback interface.
Varenia, its ministries, its newspapers and everyone who speaks there are invented.
"""

HOST = "www.press.varenia.example"
"""The host name the site is crawled under. It is reserved by RFC 2606 and resolves nowhere."""
