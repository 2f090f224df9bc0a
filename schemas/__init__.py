"""What things are: row models, the Arrow schemas derived from them, errors and fixed words.

Nothing here does I/O, and nothing here imports the rest of dateline.
"""
