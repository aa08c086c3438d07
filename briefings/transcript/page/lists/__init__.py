"""What a list page lists: its entries, their rows and days."""
