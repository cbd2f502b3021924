"""Files that leave the house: CSV, XLSX, PDF and charts, neutral, marked and whole."""
