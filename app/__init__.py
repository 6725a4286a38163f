"""ParkPro: paid car parks, one exact spot at a time."""

VERSION = "0.1.0"
