"""The words: closed vocabularies, codes of the standards, periods, units."""
