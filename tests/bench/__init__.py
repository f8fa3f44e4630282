"""Benchmarks that anyone can run with `make bench`: each prints ratios against a named peer of the same run."""
