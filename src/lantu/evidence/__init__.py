"""What lets a figure answer for itself: sources, confidence, findings, exhibits."""
