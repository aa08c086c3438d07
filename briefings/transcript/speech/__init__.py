"""Find labels, people, turns and exchanges."""
