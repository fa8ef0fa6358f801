"""The chapters of a report, one file each: material in, a section of the document out."""
