"""Whole made-up sites: a list, briefings of several pages and everything around them, in the markup of real sites."""
