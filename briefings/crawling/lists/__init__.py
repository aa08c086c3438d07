"""How lists are followed, from their pages to their entries."""
