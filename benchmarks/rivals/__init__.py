"""Other tools of the field on the same inputs; none of them is a dependency of dateline."""
