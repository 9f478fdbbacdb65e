"""What the sheets of a workbook hold."""
