"""What an article's page says of it: pure functions from an lxml tree to values.

No disk, no network, no clock: what a function needs to know is an argument.
"""
