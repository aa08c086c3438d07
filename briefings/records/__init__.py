"""What a record is: schema, consistency, identity, revisions, and its line of JSON."""
