"""Replay a page with pywb, for a Python that has it: `python replay.py COLLECTION TIME URL` prints status and body."""

from __future__ import annotations

import sys
from io import BytesIO

from pywb.apps.frontendapp import FrontEndApp  # type: ignore[import-not-found]


def main(collection: str, time: str, url: str) -> None:
    """Ask pywb's own application, set up in the current folder, for the archived page."""
    told: list[str] = []
    path = f"/{collection}/{time}id_/{url}"
    environment = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "REQUEST_URI": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    parts = FrontEndApp(custom_config={})(environment, lambda status, *_: told.append(status))
    sys.stdout.buffer.write(told[0].encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    main(*sys.argv[1:])
