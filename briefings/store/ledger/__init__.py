"""What is known of all sources, in SQLite; it can be rebuilt from the files."""
