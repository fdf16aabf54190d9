"""A quick look at a DICOM header: the verdict of the full reading, or none.

Nearly every header of an archive is plain: its elements stand in ascending order, each is written
as the dictionary says, its texts are printable and its numbers are numbers. ``walk`` finds the
few values that a list needs in the bytes of such a header, ``plain_set`` converts them, and the
same checks judge them as judge a header that pydicom has parsed. Whatever else is met, a glance
has no opinion: ``OddHeaderError`` hands the file to the full reading, which alone refuses files.
"""
