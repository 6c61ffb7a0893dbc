"""The local server: a library of stories to search, read and correct in the browser, on this computer only."""
