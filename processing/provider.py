"""The provider ``shimonita``: what the toolbox and qgis_process list."""

from importlib import import_module

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from shimonita_gis.resources import resource

# module -> class; one file an algorithm
ALGORITHMS = {
    "sheetindex": "SheetIndex",
    "georeferencesheet": "GeoreferenceSheet",
    "georeferencefolder": "GeoreferenceFolder",
    "buildbasemap": "BuildBaseMap",
    "vectorizesheet": "VectorizeSheet",
    "checktopology": "CheckTopology",
    "createhub": "CreateHub",
    "addlayertohub": "AddLayerToHub",
    "checkoutlayers": "CheckOutLayers",
    "synchub": "SyncHub",
    "hubhistory": "HubHistory",
    "restorehub": "RestoreHub",
    "checkhub": "CheckHub",
    "movehubtopostgis": "MoveHubToPostGIS",
    "usagereport": "UsageReport",
    "importdronephotos": "ImportDronePhotos",
    "photosofplace": "PhotosOfPlace",
    "clusterdamage": "ClusterDamage",
    "damageregister": "DamageRegister",
    "refinecameras": "RefineCameras",
    "correctflight": "CorrectFlight",
    "orthophotos": "OrthoPhotos",
    "exportopengeojson": "ExportOpenGeoJson",
    "exportopenlayer": "ExportOpenLayer",
    "exportdataset": "ExportDataset",
    "importdataset": "ImportDataset",
    "publishrelease": "PublishRelease",
    "providedata": "ProvideData",
    "publishdisastermap": "PublishDisasterMap",
}


class ShimonitaProvider(QgsProcessingProvider):
    def id(self):
        return "shimonita"

    def name(self):
        return "Shimonita GIS"

    def icon(self):
        return QIcon(str(resource("icon.svg")))

    def loadAlgorithms(self):  # noqa: N802
        for module, name in ALGORITHMS.items():
            self.addAlgorithm(getattr(import_module(f"{__package__}.{module}"), name)())
