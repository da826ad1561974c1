"""What is computed on: labelled arrays in one canonical form, valid from birth."""
