"""The table of everything a server can do wrong, with the required outcome of a crawl.

`rows` is the table, `site` the disturbed site, `crawls` runs a crawl and compares it with the undisturbed one. The
tests are in `test_faults.py`; `python -m tests.proofs.faults` prints the table.
"""
