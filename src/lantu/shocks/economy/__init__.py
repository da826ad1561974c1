"""An economy of sectors and regions, struck and recovering day by day."""
