"""Official files -> tables.

A module for each source, named after it: its columns, and `read`. `raw_files` finds out which
source a file is, `catalogue` knows where each is published, `downloads` fetches them. Below the
readers stand `school_rows` (a row per URN), `tabular_files` (columns by name), `cell_values` (text
to numbers), `sheets` and `workbooks` (files to rows), and for the register of charities
`charities_extract` and `charities_copy`.
"""
