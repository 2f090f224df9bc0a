"""Mentions: a body and its language in, named things with offsets out. Rows are made elsewhere."""
