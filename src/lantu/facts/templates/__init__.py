"""What a new workspace starts from: settings, tables with an example row, an Excel workbook."""
