"""Every reader of bytes, given bytes that are broken or hostile."""
