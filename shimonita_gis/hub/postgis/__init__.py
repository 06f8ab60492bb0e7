"""The hub on a PostgreSQL server with PostGIS: the same versions, catalogue and rules as on a file share."""
