"""What dateline is measured by; see README.md here for the figures."""
