"""What is done: pure modules that know pages, I/O modules that know files, and the one that declares Prefect tasks."""
