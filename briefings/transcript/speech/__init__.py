"""Labels, people, turns, exchanges."""
