"""Press-briefing transcripts: pages in, speaker turns out."""

from briefings.addon import Briefings

__all__ = ["Briefings", "__version__"]

__version__ = "0.2.0"
