"""`dateline show`: one stored article with its facts marked up, in the terminal or as a page.

A snapshot in, text out. Finding facts is not done here.
"""
