"""What must hold inside a cell, a row, a table and between tables; every fault, in order."""
