"""How Sphinx builds the site of these pages: `make site`. Nothing is fetched while building, or by the pages when read."""

project = "msc-evidence"
copyright = "the msc-evidence authors"
extensions = ["myst_parser"]
exclude_patterns = ["schemas"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header"]  # CONTRIBUTING and README are pages of their own here
html_theme = "alabaster"
html_theme_options = {"description": "Evidence of MSC trials, linked to the characters that print it", "page_width": "70rem"}
html_show_copyright = False
html_show_sourcelink = False
