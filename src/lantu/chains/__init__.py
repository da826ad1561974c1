"""The product graph's analyses: presence, strength, demand, criticality, state."""
