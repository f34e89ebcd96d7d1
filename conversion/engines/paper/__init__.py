"""What the engines for paper share: PDFs rewritten page by page, what they say, what stands in them."""
