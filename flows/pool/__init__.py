"""Pooling: the effects of several trials on one outcome, and their forest plot."""
