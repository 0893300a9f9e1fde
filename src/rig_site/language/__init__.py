"""The words of the interface in the group's language: gettext catalogues, and CLDR's dates, lists and plural forms."""
