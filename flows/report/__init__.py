"""The page of `dateline report`: what is read for it, its plots, its words and its HTML.

The numbers on it are counted in `tasks.report`.
"""
