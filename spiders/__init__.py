"""The spiders: what a briefing's pages are and in which order they are asked for, one file per source."""
