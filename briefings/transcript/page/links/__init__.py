"""Every link of a page: pagers, entries of a list, and the places of the others."""
