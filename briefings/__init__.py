"""Press-briefing transcripts: pages in, speaker turns out."""

__version__ = "0.1.0"
