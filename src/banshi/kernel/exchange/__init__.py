"""Cases in the field names and codes of GB/T 39046—2020. No tables of its own."""
