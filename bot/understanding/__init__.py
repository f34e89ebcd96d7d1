"""Understanding: what people write, read as formats and options."""
