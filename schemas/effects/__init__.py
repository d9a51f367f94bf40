"""The rows as a meta-analysis takes them: comparisons with their standard errors, and pairs of arms."""
