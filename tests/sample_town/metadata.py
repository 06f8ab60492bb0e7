"""What drones write into their photos: EXIF by Pillow, XMP as each maker words it.

The XMP of DJI and Parrot follows real files; Autel's firmware copies DJI's words, its namespace's address and its
misspelling GpsLongtitude under a prefix of its own; Skydio nests the angles.
"""

import io
import struct
from fractions import Fraction

from PIL.TiffImagePlugin import IFDRational

SENSOR_WIDTH_MM, FOCAL_MM, FOCAL_35MM = 13.2, 8.8, 24

CAMERAS = {  # maker: EXIF Make, Model, Software
    "DJI": ("DJI", "FC6310", "v01.09.1719"),
    "Autel": ("Autel Robotics", "XT705", "V1.1.2.4"),
    "Parrot": ("Parrot", "Anafi", "1.8.2"),
    "Skydio": ("Skydio", "Skydio 2", "22.7.59"),
}

DJI_LIKE = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="DJI Meta Data"
    xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:{prefix}="http://www.dji.com/drone-dji/1.0/"
   xmp:ModifyDate="{date}"
   xmp:CreateDate="{date}"
   tiff:Make="{make}"
   tiff:Model="{model}"
   {prefix}:GpsLatitude="{latitude:+.8f}"
   {prefix}:GpsLongtitude="{longitude:+.8f}"
   {prefix}:AbsoluteAltitude="{absolute:+.2f}"
   {prefix}:RelativeAltitude="{relative:+.2f}"
   {prefix}:GimbalRollDegree="{roll:+.2f}"
   {prefix}:GimbalYawDegree="{yaw:+.2f}"
   {prefix}:GimbalPitchDegree="{pitch:+.2f}"
   {prefix}:FlightRollDegree="{flight_roll:+.2f}"
   {prefix}:FlightYawDegree="{flight_yaw:+.2f}"
   {prefix}:FlightPitchDegree="{flight_pitch:+.2f}"
   {prefix}:CalibratedFocalLength="{focal_px:.6f}"
   {prefix}:CalibratedOpticalCenterX="{centre_x:.6f}"
   {prefix}:CalibratedOpticalCenterY="{centre_y:.6f}"
   {prefix}:RtkFlag="0"
   crs:HasCrop="False"/>
 </rdf:RDF>
</x:xmpmeta>"""

PARROT = """<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:Camera="http://pix4d.com/camera/1.0/"
   Camera:Yaw="{yaw:.4f}"
   Camera:Pitch="{pitch_from_nadir:.4f}"
   Camera:Roll="{roll:.4f}"
   Camera:ModelType="perspective"
   Camera:PerspectiveFocalLength="{focal_mm:.6f}"
   Camera:PerspectiveDistortion="0,0,0,0,0"
   Camera:GPSXYAccuracy="2.301"
   Camera:GPSZAccuracy="3.419"/>
 </rdf:RDF>
</x:xmpmeta>"""

SKYDIO = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:drone-skydio="https://www.skydio.com/drone-skydio/1.0/">
   <drone-skydio:Latitude>{latitude:.8f}</drone-skydio:Latitude>
   <drone-skydio:Longitude>{longitude:.8f}</drone-skydio:Longitude>
   <drone-skydio:AbsoluteAltitude>{absolute:.3f}</drone-skydio:AbsoluteAltitude>
   <drone-skydio:RelativeAltitude>{relative:.3f}</drone-skydio:RelativeAltitude>
   <drone-skydio:CameraOrientationNED rdf:parseType="Resource">
    <drone-skydio:Pitch>{pitch:.6f}</drone-skydio:Pitch>
    <drone-skydio:Roll>{roll:.6f}</drone-skydio:Roll>
    <drone-skydio:Yaw>{yaw:.6f}</drone-skydio:Yaw>
   </drone-skydio:CameraOrientationNED>
   <drone-skydio:CalibratedFocalLength rdf:parseType="Resource">
    <drone-skydio:X>{focal_px:.4f}</drone-skydio:X>
    <drone-skydio:Y>{focal_px:.4f}</drone-skydio:Y>
   </drone-skydio:CalibratedFocalLength>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>"""

XMP = {"DJI": (DJI_LIKE, "drone-dji"), "Autel": (DJI_LIKE, "drone"), "Parrot": (PARROT, ""), "Skydio": (SKYDIO, "")}


def write_jpeg(path, image, maker, taken, values):
    """A JPEG as the maker's drone saves it.

    ``taken`` is the local time of the camera's clock; ``values`` has longitude, latitude (degrees), absolute, relative
    (metres), yaw, pitch, roll (degrees, pitch -90 is straight down), focal_px.
    """
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, exif=_exif(image, maker, taken, values))
    path.write_bytes(_with_xmp(buffer.getvalue(), _xmp(maker, image, taken, values)))
    return path


def _xmp(maker, image, taken, values):
    template, prefix = XMP[maker]
    make, model, _ = CAMERAS[maker]
    return template.format(
        prefix=prefix,
        make=make,
        model=model,
        date=f"{taken:%Y-%m-%d}",
        pitch_from_nadir=values["pitch"] + 90,
        focal_mm=FOCAL_MM,
        flight_roll=1.3,
        flight_pitch=-4.2,
        flight_yaw=(values["yaw"] + 3.5 + 180) % 360 - 180,
        centre_x=image.width / 2,
        centre_y=image.height / 2,
        **values,
    )


def _with_xmp(jpeg, xmp):
    """XMP in an APP1 segment of its own, after the one of EXIF."""
    body = b'http://ns.adobe.com/xap/1.0/\0<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    body += xmp.encode() + b'\n<?xpacket end="w"?>'
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    position = 2
    while jpeg[position : position + 2] in (b"\xff\xe0", b"\xff\xe1"):
        position += 2 + struct.unpack(">H", jpeg[position + 2 : position + 4])[0]
    return jpeg[:position] + segment + jpeg[position:]


def _exif(image, maker, taken, values):
    exif = type(image.getexif())()
    make, model, software = CAMERAS[maker]
    time = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif.update({0x010F: make, 0x0110: model, 0x0112: 1, 0x0131: software, 0x0132: time})
    exif.get_ifd(0x8769).update(
        {
            0x829A: IFDRational(1, 400),
            0x829D: IFDRational(28, 10),
            0x8827: 100,
            0x9003: time,
            0x9004: time,
            0x920A: IFDRational(round(FOCAL_MM * 10), 10),
            0xA002: image.width,
            0xA003: image.height,
            0xA20E: IFDRational(round(image.width / SENSOR_WIDTH_MM * 10000), 10000),
            0xA20F: IFDRational(round(image.width / SENSOR_WIDTH_MM * 10000), 10000),
            0xA210: 4,  # pixels a millimetre
            0xA405: FOCAL_35MM,
        }
    )
    longitude, latitude, absolute = values["longitude"], values["latitude"], values["absolute"]
    exif.get_ifd(0x8825).update(
        {
            0: b"\2\3\0\0",
            1: "S" if latitude < 0 else "N",
            2: _degrees(latitude),
            3: "W" if longitude < 0 else "E",
            4: _degrees(longitude),
            5: b"\1" if absolute < 0 else b"\0",
            6: IFDRational(round(abs(absolute) * 1000), 1000),
        }
    )
    return exif


def _degrees(value):
    """Degrees, minutes and seconds, these to 0.0001 as drones write them (3 mm on the ground)."""
    units = round(Fraction(abs(value)) * 3600 * 10000)
    degrees, rest = divmod(units, 3600 * 10000)
    minutes, seconds = divmod(rest, 60 * 10000)
    return (IFDRational(degrees, 1), IFDRational(minutes, 1), IFDRational(seconds, 10000))
