"""Quantities: a body and its language in, numbers with their units and offsets out. Rows are made elsewhere."""
