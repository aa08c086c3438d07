"""What a spelling says: words, shapes, dates; pure functions of strings."""
