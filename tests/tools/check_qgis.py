#!/usr/bin/python3
"""check_qgis.py FILE... - opens every layer of every file in a headless QGIS of a clean profile and
prints a line for each: valid, CRS, number of features, whether Japanese came through. Exit 1 if one
is not as it must be, or if QGIS said anything on stderr that is a warning."""
import os
import re
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
from qgis.core import QgsApplication, QgsRasterLayer, QgsVectorLayer  # noqa: E402

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def layers_of(path):
    """The layers' own addresses in a file."""
    if not path.endswith(".gpkg"):
        return [path]
    from osgeo import ogr

    source = ogr.Open(path)
    return [f"{path}|layername={source.GetLayer(i).GetName()}" for i in range(source.GetLayerCount())]


def has_japanese(layer):
    return any(JAPANESE.search(str(value)) for f in layer.getFeatures() for value in f.attributes())


def in_japan(layer):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    box = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance()).transform(layer.extent())
    return 122 < box.xMinimum() <= box.xMaximum() < 154.5 and 20 < box.yMinimum() <= box.yMaximum() < 46


def check_vector(address):
    layer = QgsVectorLayer(address, "layer", "ogr")
    good = layer.isValid()
    if good and layer.isSpatial():
        good = layer.crs().isValid() and in_japan(layer)
        good = good and all(f.geometry().isNull() or f.geometry().isGeosValid() for f in layer.getFeatures())
    print("ok" if good else "FAIL", os.path.basename(address), layer.crs().authid(), layer.featureCount(),
          "Japanese" if good and has_japanese(layer) else "-")
    return good


def check_raster(path):
    layer = QgsRasterLayer(path, "layer", "gdal")
    good = layer.isValid() and layer.crs().isValid() and in_japan(layer)
    print("ok" if good else "FAIL", os.path.basename(path), layer.crs().authid(), layer.width(), layer.height())
    return good


def main():
    application = QgsApplication([], False)
    application.initQgis()
    good = True
    for path in sys.argv[1:]:
        if path.endswith(".tif"):
            good = check_raster(path) and good
        else:
            for address in layers_of(path):
                good = check_vector(address) and good
    application.exitQgis()
    sys.exit(0 if good else 1)


main()
