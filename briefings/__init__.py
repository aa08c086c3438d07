"""Press-briefing transcripts: pages in, speaker turns out."""

__version__ = "0.2.0"
