"""Commands that show what there is to write and to replace: fields of files, templates."""
