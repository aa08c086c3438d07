"""The lines of a page, as a browser shows them, and what is around each."""
