"""Bytes to documents to rows: plain functions that touch no network and write nothing."""
