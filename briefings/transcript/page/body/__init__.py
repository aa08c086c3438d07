"""The body of an answer: its kind, its encoding, its tree."""
