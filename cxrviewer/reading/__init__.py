"""From a path to a Study, an Instance and a Radiograph. The only package that reads with pydicom.

``discover.walk`` finds files, ``scan.scan_file`` reads one header, ``load.load`` decodes one
frame, and ``reader.Reader`` does all of it in child processes that a hostile file may hang or
kill without harm.
"""
