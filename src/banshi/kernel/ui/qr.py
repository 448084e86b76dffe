"""An address as a QR code for a page."""

import segno


def qr_image(address: str) -> str:
    """The QR code of an address as a data URI (SVG), for an `img`."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2, omitsize=True))
