"""The curator's page: a local web page on which rows are seen in their report and ruled on with one key."""
