"""packetgen assembles policies and victim information packets on what happens after a conviction.

The public face is the command line (``packetgen --help``) and the version below; everything else may change.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
