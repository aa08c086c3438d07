"""What the pages of one briefing say of each other."""
