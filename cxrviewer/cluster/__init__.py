"""Analysis of whole archives on many machines, over Ray Data; needs the extra ``cluster``."""
