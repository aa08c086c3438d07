"""Between the scheduler and the wire: politeness, the archive as an HTTP cache, intact bodies."""
