"""Contents: what stands in files, read as engines and detection need it: text, tables, XML, office packages."""
