"""Files, folders and WARC archives into captures. What the bytes say is not looked at here."""
