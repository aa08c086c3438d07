"""Who speaks: labels, people, turns, exchanges."""
