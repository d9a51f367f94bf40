"""Mentions joined to what they are about: rows of the fact tables."""

from extractors.linking.link import link

__all__ = ["link"]
