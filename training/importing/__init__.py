"""Published networks of other frameworks, made into bundles."""
