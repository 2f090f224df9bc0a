"""Quotations: a body and its language in, who said what with offsets out. Rows are made elsewhere."""
