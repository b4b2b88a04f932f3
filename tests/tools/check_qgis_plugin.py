#!/usr/bin/python3
"""check_qgis_plugin.py SHARE - the Processing provider of share/qgis in a headless QGIS of a clean
profile: its algorithms are those of the command; layers of QGIS's own, selections and filters reach
it; progress is told, a cancelled run ends and leaves nothing. Prints a line for each; exit 1 if one
is not as it must be."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from unittest import mock

sys.dont_write_bytecode = True
profile, work = tempfile.TemporaryDirectory(), tempfile.TemporaryDirectory()
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile.name
os.environ["XDG_RUNTIME_DIR"] = profile.name
share = os.path.abspath(sys.argv[1])
sys.path[:0] = [os.path.join(share, "qgis"), "/usr/share/qgis/python/plugins"]
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsField, QgsGeometry,  # noqa: E402
                       QgsPointXY, QgsProcessingContext, QgsProcessingException, QgsProcessingFeatureSourceDefinition,
                       QgsProcessingFeedback, QgsProject, QgsVectorLayer, QgsVectorLayerJoinInfo)
from qgis.PyQt.QtCore import QVariant  # noqa: E402

QgsApplication.setPrefixPath("/usr", True)
qgis = QgsApplication([], False)
qgis.initQgis()
from processing.core.Processing import Processing  # noqa: E402
import processing  # noqa: E402

Processing.initialize()
import clustermap  # noqa: E402

failed = []
os.chdir(work.name)
example = os.path.join(share, "examples", "sapporo")


def check(what, good):
    print(("good: " if good else "BAD: ") + what)
    if not good:
        failed.append(what)


class Feedback(QgsProcessingFeedback):
    """Keeps what is told, and cancels at some share of the work."""

    def __init__(self, cancel_at=None):
        super().__init__(False)
        self.cancel_at, self.shares = cancel_at, []
        self.progressChanged.connect(self.look)

    def look(self, percent):
        self.shares.append(percent)
        if self.cancel_at is not None and percent >= self.cancel_at:
            self.cancel()


def run(verb, feedback=None, **parameters):
    return processing.run("clustermap:" + verb, parameters, feedback=feedback or Feedback())


def rows_of(path):
    layer = QgsVectorLayer(path, "layer", "ogr")
    return layer.featureCount() if layer.isValid() else -1


def make_layer():
    layer = QgsVectorLayer("Point?crs=EPSG:6668&field=名称:string&field=kind:string", "会員 layer", "memory")
    for i in range(20):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"企業{i}", "it" if i % 2 else "bio"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(141.3 + i / 200, 43.05 + (i * 7 % 20) / 400)))
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


def check_algorithms(plugin):
    described = json.loads(subprocess.run(["clustermap", "--describe"], stdout=subprocess.PIPE).stdout)
    own = {"output", "output-dir", "format", "json", "progress", "quiet", "verbose", "no-clobber", "strict"}
    for verb in described["verbs"]:
        algorithm = plugin.provider.algorithm(verb["name"].replace(" ", "_"))
        names = {one.name() for one in algorithm.parameterDefinitions()} if algorithm else set()
        wanted = {one["name"].upper().replace("-", "_") for one in verb["options"] if one["name"] not in own}
        missing = sorted(one for one in wanted if one not in names and one + "_OPTION" not in names)
        check(f"{verb['name']}: an algorithm with every option {missing or ''}", algorithm and not missing)
        check(f"{verb['name']}: help", algorithm and len(algorithm.shortHelpString()) > 50)


def check_layers():
    layer = make_layer()
    check("a layer of QGIS's own", run("export", INPUT=[layer], OUTPUT="all.gpkg") and rows_of("all.gpkg") == 20)
    layer.selectByExpression("kind = 'it'")
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    QgsProject.instance().addMapLayer(layer)
    result = run("voronoi", INPUT=selected, OUTPUT="cells.gpkg")
    check("only what is selected", rows_of(result["OUTPUT"]) == 10)
    file = QgsVectorLayer("all.gpkg", "会員", "ogr")
    file.setSubsetString("kind = 'bio' AND 名称 <> '企業0'")
    check("only what a layer shows", rows_of(run("voronoi", INPUT=file, OUTPUT="few.gpkg")["OUTPUT"]) == 9)
    few = QgsProcessingFeatureSourceDefinition(layer.id(), False, 5)
    check("only the first rows", rows_of(run("voronoi", INPUT=few, OUTPUT="few.gpkg")["OUTPUT"]) == 5)
    check_changes()
    two = run("export", INPUT=[QgsVectorLayer("cells.gpkg", "cells", "ogr"), layer], OUTPUT="two.gpkg")
    whole = QgsVectorLayer(two["OUTPUT"], "", "ogr")
    names = {one.split("!!::!!")[1] for one in whole.dataProvider().subLayers()}
    check(f"several layers into one file: {sorted(names)}", names == {"voronoi", "会員 layer"})


def check_changes():
    """What QGIS shows of a file, and the file does not hold or holds otherwise."""
    layer, other = QgsVectorLayer("all.gpkg", "会員", "ogr"), QgsVectorLayer("all.gpkg", "other", "ogr")
    layer.addExpressionField("upper(kind)", QgsField("virtual", QVariant.String))
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("名称")
    join.setTargetFieldName("名称")
    join.setPrefix("other_")
    layer.addJoin(join)
    layer.startEditing()
    layer.deleteFeature(1)
    for verb, wanted in (("export", {"INPUT": [layer]}), ("buffer", {"INPUT": layer, "RADIUS": "100m"})):
        shown = QgsVectorLayer(run(verb, OUTPUT=f"shown by {verb}.gpkg", **wanted)["OUTPUT"], "", "ogr")
        check(f"{verb}: rows that are not saved yet, columns joined and computed", shown.featureCount() == 19
              and {"virtual", "other_kind"} <= {field.name() for field in shown.fields()})
    layer.rollBack()
    moved = QgsVectorLayer("all.gpkg", "会員", "ogr")
    moved.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    words = []
    with mock.patch.object(clustermap.command, "run", lambda given, feedback: (words.extend(given), (0, [], ""))[1]):
        run("voronoi", INPUT=moved, OUTPUT="x.gpkg")
    check("a layer whose CRS was set", "all.gpkg" not in " ".join(words))
    with open("list.csv", "w", encoding="cp932") as table:
        table.write("名称,lon,lat\n髙,141.35,43.06\n")
    listed = QgsVectorLayer("list.csv", "list", "ogr")
    shown = QgsVectorLayer(run("buffer", INPUT=listed, RADIUS="100m", OUTPUT="shown.gpkg")["OUTPUT"], "", "ogr")
    check("a list that is a layer, as the program reads it", [one["名称"] for one in shown.getFeatures()] == ["髙"])


def check_verbs():
    placed = run("geocode", INPUT=os.path.join(example, "members.csv"), GAZETTEER=os.path.join(example, "places.csv"),
                 OUTPUT="members.gpkg", REJECTS="rejects.csv")
    check("a list that is geocoded, as a file that QGIS has not touched",
          placed["PLACED"] == 47 and rows_of("members.gpkg") == 54 and os.path.exists("rejects.csv"))
    feedback = Feedback()
    grid = run("density", feedback, INPUT="members.gpkg", BANDWIDTH="1km", KERNEL="quartic", WEIGHT=None, OUTPUT="d.tif")
    check("numbers of the report", abs(grid["INTEGRAL"] - 47) < 1e-3 and grid["CRS"] == "EPSG:6680")
    check("progress", feedback.shares and feedback.shares[-1] == 100 and feedback.shares == sorted(feedback.shares))
    check("a grid as input", rows_of(run("contour", INPUT="d.tif", CLASSES=4, OUTPUT="bands.gpkg")["OUTPUT"]) > 1)
    at = run("density", INPUT="members.gpkg", AT="members.gpkg", BANDWIDTH="1km", OUTPUT_TABLE="at.csv")
    with open(at["OUTPUT_TABLE"], encoding="utf-8") as table:
        check("a table instead of a grid", "density" in table.readline())
    series = run("density", INPUT="members.gpkg", BY="type", BANDWIDTH="1km", OUTPUT="by.tif")
    check("a grid for each type", "by-university.tif" in series["OUTPUT"] and os.path.exists("by-university.tif"))
    found = run("gazetteer_find", INPUT="札幌市北区北7西4-1-1\n札幌市中央区", GAZETTEER=os.path.join(example, "places.csv"))
    check("two addresses, two lines", len(found["PRINTED"].splitlines()) == 2 and "北七条西四丁目" in found["PRINTED"])
    drawn = run("map", INPUT=["bands.gpkg", "members.gpkg"], TITLE="会員", OUTPUT="map.png", DPI=50)
    check("a map", os.path.getsize(drawn["OUTPUT"]) > 10000)


def check_failures():
    try:
        run("rings", INPUT="members.gpkg", RADII="2km,1km", CENTRE="141.35,43.07", OUTPUT="rings.gpkg")
        check("a refusal", False)
    except QgsProcessingException as error:
        check(f"a refusal: {error}", str(error).startswith("clustermap: --radii") and not os.path.exists("rings.gpkg"))
    with mock.patch.object(clustermap.command, "find", lambda: None):
        try:
            run("voronoi", INPUT="members.gpkg", OUTPUT="none.gpkg")
            check("a program that is not there", False)
        except QgsProcessingException as error:
            check(f"a program that is not there: {error}", "is not installed" in str(error))
    with open("many.csv", "w", encoding="utf-8") as many:
        many.write("lon,lat\n")
        random.seed(1)
        many.writelines(f"{random.gauss(139, 1)},{random.gauss(36, 1)}\n" for _ in range(300000))
    began = time.monotonic()
    feedback = Feedback(cancel_at=0)
    processing.run("clustermap:density", {"INPUT": "many.csv", "BANDWIDTH": "likelihood", "CELL": "500m", "ENGINE": "exact",
                                          "OUTPUT": "many.tif"}, feedback=feedback)
    check("a cancelled run ends at once and leaves nothing",
          feedback.isCanceled() and time.monotonic() - began < 30 and not [f for f in os.listdir(".") if "many.t" in f])


plugin = clustermap.classFactory(None)
plugin.initProcessing()
context = QgsProcessingContext()
check_algorithms(plugin)
check_layers()
check_verbs()
check_failures()
plugin.unload()
check("the provider goes away", not QgsApplication.processingRegistry().providerById("clustermap"))
sys.stdout.flush()
os.chdir("/")
work.cleanup()
profile.cleanup()
# QGIS 3.22 may crash while Python takes its objects apart
os._exit(1 if failed else 0)
