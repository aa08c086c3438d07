"""The long proofs: kills, faults of servers, quality. CI runs a seeded part of each."""
