"""The columns of the register's tables, whichever extract they are read from, and their types."""

NUMBERS = {"organisation_number": "Int64", "charity_number": "Int64"}
CHARITY_TYPES = {
    **NUMBERS, "name": "string", "activities": "string", "postcode": "string",
    "status": "string", "registered": "datetime64[us]", "removed": "datetime64[us]",
    "latest_income": "float64",
}  # fmt: skip
RETURN_TYPES = {
    **NUMBERS, "start": "datetime64[us]", "end": "datetime64[us]", "income": "float64",
}  # fmt: skip
AREA_TYPES = {**NUMBERS, "area_type": "string", "area": "string"}
NAME_TYPES = {**NUMBERS, "name": "string"}
OBJECT_TYPES = {**NUMBERS, "objects": "string"}
