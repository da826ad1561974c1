"""Rankings that say how sure they are."""
