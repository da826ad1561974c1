"""The only wiring: opens facts, asks studies, hands on values."""
