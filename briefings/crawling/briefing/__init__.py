"""How one briefing is followed, from its entry to its last page."""
