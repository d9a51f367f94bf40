"""What a row is: tables, columns, closed word lists and the arithmetic. Imports nothing else of this project.

Declarations (`vocabulary`, `column`, the table modules, `reasons`) use the standard library only, so that
a quick look at one report pays for neither polars nor pandera; `frames` and `validation` bring those in.
"""
