"""A first look at a site, and what is written from it: a source, its frozen briefings, a project for them."""
