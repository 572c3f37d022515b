"""Pictures that say where they were taken, in every way that phones do."""

from collections.abc import Callable
from io import BytesIO

import pillow_heif
from PIL import Image, TiffImagePlugin

GPS, CAMERA, MAKER, ORIENTATION, TAKEN, COMMENT = 34853, 34665, 37500, 274, 36867, 37510
CLOCK = "2026:05:09 09:41:00"
SECRET = 31_234_567  # of the coordinates; stands in no other place
HERE = (TiffImagePlugin.IFDRational(SECRET, 1_000_000),) * 3
SECRETS = (SECRET.to_bytes(4, "big"), SECRET.to_bytes(4, "little"))
XMP = b"""<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
<rdf:Description xmlns:exif="e" exif:GPSLatitude="31,14.1N" exif:GPSLongitude='121,28E'
 photoshop:City="East Bridge" drone-dji:GpsLatitude = "31.2" xmp:Rating="5"
 Container:Version="1"><exif:GPSTimeStamp rdf:datatype="d">2026-05-09</exif:GPSTimeStamp>
<Iptc4xmpExt:City>East Bridge</Iptc4xmpExt:City><dc:format>image/jpeg</dc:format>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
TOLD = (b"31,14.1N", b"121,28E", b"East Bridge", b"31.2", b"2026-05-09", b"GPS", b"Gps")

pillow_heif.register_heif_opener()
pillow_heif.options.THUMBNAILS = False


def picture(mode: str = "RGB") -> Image.Image:
    size = 96, 64
    return Image.frombytes(
        mode, size, bytes(n * n % 251 for n in range(96 * 64 * len(mode)))
    )


def exif(order: str = "big", camera: dict[int, object] | None = None) -> Image.Exif:
    written = Image.Exif()
    written.endian = ">" if order == "big" else "<"
    written[ORIENTATION] = 6
    written[306] = CLOCK
    written.get_ifd(CAMERA).update({TAKEN: CLOCK} | (camera or {}))
    written.get_ifd(GPS).update({1: "N", 2: HERE, 3: "E", 4: HERE, 29: "2026:05:09"})
    return written


def saved(kind: str, image: Image.Image | None = None, **how: object) -> bytes:
    file = BytesIO()
    (image or picture()).save(file, kind, **how)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def without_secrets(data: bytes) -> bool:
    return not any(secret in data for secret in (*SECRETS, *TOLD))


KINDS: dict[str, Callable[[Image.Exif], bytes]] = {
    "JPEG": lambda tags: saved("JPEG", exif=tags),
    "progressive": lambda tags: saved("JPEG", exif=tags, progressive=True),
    "PNG": lambda tags: saved("PNG", exif=tags),
    "WebP": lambda tags: saved("WEBP", exif=tags, lossless=True),
    "WebP moving": lambda tags: saved(
        "WEBP", exif=tags, save_all=True, append_images=[picture().rotate(180)]
    ),
    "HEIC": lambda tags: saved("HEIF", exif=tags.tobytes()),
    "AVIF": lambda tags: saved("AVIF", exif=tags),
    "TIFF": lambda tags: saved("TIFF", exif=tags.tobytes()),
}
