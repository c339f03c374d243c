"""One module a verb: each takes its options, calls the workflow once, and prints the result."""
