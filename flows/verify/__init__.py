"""`msc-evidence verify`: whether curated/ is, to the last digit, what this code makes of raw/."""
