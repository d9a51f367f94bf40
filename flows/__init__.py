"""From raw/ to curated/: wiring only. What a number means is decided in extractors/ and schemas/."""
