"""Views to pages."""
