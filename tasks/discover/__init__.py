"""Feeds, sitemaps, index pages and lists in, candidates out.

Bytes come from elsewhere and candidates are fetched elsewhere: nothing here touches disk or network. `discovery` reads
one origin and is what the page guard runs; `sites` finds the origins of a site.
"""
