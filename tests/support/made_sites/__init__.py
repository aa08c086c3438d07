"""Whole made-up sites: a list, briefings of several pages and all that is around them, in the markup of real ones."""
