"""How reports are shown: terminal, Markdown, HTML, tables. Views know only the report."""
