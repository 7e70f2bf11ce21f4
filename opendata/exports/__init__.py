"""The public facts in the forms that others ask for: OCDS releases, CSV."""
