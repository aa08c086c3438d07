"""Press-briefing transcripts: pages in, speaker turns out."""

from briefings.addon import Briefings as Briefings

__version__ = "0.2.0"
