"""Copies: sketches of articles' texts in, which of them are one text and whose it was out. Rows are made elsewhere."""
