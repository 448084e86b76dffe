"""Small files as people upload them, and some as they should not."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    """A plain picture."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind, **saved)
    return drawn.getvalue()


def pdf(pages: int = 1, password: str = "", script: bool = False) -> bytes:
    """A PDF with blank pages."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(made, encryption=locked)
    return made.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it; what it claims to be is always wrong."""
    return SimpleUploadedFile(name, content, content_type="application/x-wrong")
