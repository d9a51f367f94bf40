"""Mentions joined to what they are about: rows of the fact tables."""

from extractors.linking.document_rows import link

__all__ = ["link"]
