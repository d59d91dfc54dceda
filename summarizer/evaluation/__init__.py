"""An engine against annotated pages: scores, tables, details."""
