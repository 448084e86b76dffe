"""A data set of any size: copies of real cases, each with a chained stream of its own in the ledger."""
