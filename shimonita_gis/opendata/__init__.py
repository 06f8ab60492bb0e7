"""Open data: what leaves the town hall, right, safe and the same twice."""
