"""Everything a server can do wrong, as a table, with what a crawl must make of each.

`rows` is the table, `site` what is disturbed, `crawls` runs a crawl and compares it with the undisturbed one. The tests
are in `test_faults.py`; `python -m tests.proofs.faults` prints the table.
"""
