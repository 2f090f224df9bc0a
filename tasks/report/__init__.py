"""The numbers of `dateline report`, counted from rows of the datasets.

In: Arrow tables of a few columns. Out: small records, whatever the number of rows. Which rows are read and how the
numbers are shown is decided in `flows.report`.
"""
