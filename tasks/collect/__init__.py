"""Origins in, captures out: discovering and fetching joined, for one source at a time.

What an origin or a page says is read in `tasks.discover` and `tasks.extract`, what a host is asked in `tasks.fetch`.
Nothing is written here.
"""
