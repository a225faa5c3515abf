"""The version of the method; printed on every report, raised by whatever may change one."""

VERSION = "1.0"
