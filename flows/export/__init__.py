"""The curated tables in the forms that other programs take; one module of `formats` a form."""
