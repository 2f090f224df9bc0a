"""In what order: the flows, the settings they run by, and the command line."""
