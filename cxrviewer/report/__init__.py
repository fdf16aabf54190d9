"""Analysis to PDF, DICOM objects, PNG and CSV. The only package that writes DICOM."""
