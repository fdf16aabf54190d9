"""Makes model bundles: data sets, splits, fits, evaluation, export."""

# Before any model runtime is loaded: this forbids it to record its use.
import cxrviewer as cxrviewer
