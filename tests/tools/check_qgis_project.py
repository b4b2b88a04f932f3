#!/usr/bin/python3
"""check_qgis_project.py NAME FOLDER - opens the project that a run left in FOLDER/NAME.gpkg, and the
one in FOLDER/NAME.qgz if it is there, each in a headless QGIS of a clean profile and a process of
its own, and prints a line for each: layers, themes, and what is as on the printed page. Compared
with FOLDER/NAME.pdf, and with FOLDER/NAME.svg if that is there. Exit 1 if anything is not as it must
be; what it is stands on the lines after."""
import os
import re
import subprocess
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# What Qt and GDAL say of every project on a machine without a screen.
HARMLESS = ("XDG_RUNTIME_DIR", "does not support update access", "Invalid description")
problems = []


def expect(good, what):
    if not good:
        problems.append(what)


def near(a, b, tolerance):
    return abs(a - b) <= tolerance


def check_layer(layer):
    from qgis.core import QgsMapLayerType, QgsWkbTypes

    name = layer.name()
    expect(layer.isValid(), f"{name}: is not valid")
    expect(len(layer.id()) > 10, f"{name}: its id is short")
    if layer.type() == QgsMapLayerType.RasterLayer:
        expect(layer.crs().isValid(), f"{name}: has no CRS")
        return
    if layer.geometryType() == QgsWkbTypes.NullGeometry:
        return
    expect(layer.crs().isValid(), f"{name}: has no CRS")
    check_classes(layer)


def classes_of(renderer):
    """A copy of each class's symbol, and None for a renderer of none."""
    if renderer.type() == "categorizedSymbol":
        return [c.symbol().clone() for c in renderer.categories()]
    if renderer.type() == "graduatedSymbol":
        return [r.symbol().clone() for r in renderer.ranges()]
    return None


def check_classes(layer):
    """Every feature falls into a class, and every class can be seen."""
    from qgis.core import QgsRenderContext

    renderer = layer.renderer().clone()
    classes = classes_of(renderer)
    expect(classes is None or len(classes) > 0, f"{layer.name()}: has no class")
    if not classes:
        return
    context = QgsRenderContext()
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    lost = 0
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        lost += not feature.geometry().isNull() and renderer.symbolForFeature(feature, context) is None
    renderer.stopRender(context)
    expect(lost == 0, f"{layer.name()}: {lost} features are in no class")


def check_colours(project, svg):
    """The colours of all classes that the map draws are on the printed map."""
    printed = set(re.findall("#[0-9a-f]{6}", open(svg, encoding="utf-8").read().lower()))
    theme = project.mapThemeCollection()
    for layer in theme.mapThemeVisibleLayers(project.title()):
        renderer = layer.renderer() if hasattr(layer, "renderer") else None
        for symbol in (classes_of(renderer) or []) if renderer else []:
            for part in symbol.symbolLayers():
                colour = part.color()
                if colour.alpha() == 255 and part.layerType() in ("SimpleMarker", "SimpleFill"):
                    expect(colour.name() in printed, f"{layer.name()}: {colour.name()} is not on the map")


def neatline_of(pdf):
    from osgeo import gdal

    source = gdal.Open(pdf)
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", source.GetMetadataItem("NEATLINE"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def check_page(layout, pdf):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    width, height = [float(n) * 25.4 / 72 for n in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups()]
    size = layout.pageCollection().page(0).pageSize()
    expect(near(size.width(), width, 0.1) and near(size.height(), height, 0.1), "the page is of another size")
    extent, want = layout.itemById("map").extent(), neatline_of(pdf)
    got = extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
    tolerance = extent.width() * 1e-6
    expect(all(near(a, b, tolerance) for a, b in zip(got, want)), f"the map shows {got}, the page {want}")
    expect(layout.itemById("map").crs().isValid(), "the map has no CRS")


def check_items(layout):
    from qgis.core import QgsLayoutItem

    page = layout.pageCollection().page(0).sceneBoundingRect().adjusted(-1, -1, 1, 1)
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            box = item.sceneBoundingRect()
            expect(page.contains(box.center()), f"{item.id()} is off the page")
            if item.id() == "legend":
                expect(page.contains(box), "the legend runs off the page")
    for wanted in ("map", "title", "scalebar", "north", "credit"):
        expect(layout.itemById(wanted) is not None, f"the layout has no {wanted}")


def check_export(layout, name):
    from qgis.core import QgsLayoutExporter

    folder = os.environ.get("CM_QGIS_KEEP") or tempfile.mkdtemp()
    exporter = QgsLayoutExporter(layout)
    image = QgsLayoutExporter.ImageExportSettings()
    image.dpi = 72
    for path, done in (
        (f"{folder}/{name}.png", lambda p: exporter.exportToImage(p, image)),
        (f"{folder}/{name}.pdf", lambda p: exporter.exportToPdf(p, QgsLayoutExporter.PdfExportSettings())),
    ):
        expect(done(path) == QgsLayoutExporter.Success, f"{os.path.basename(path)} cannot be exported")
        expect(os.path.getsize(path) > 10000, f"{os.path.basename(path)} is all but empty")


def check_project(address, name, folder):
    from qgis.core import Qgis, QgsApplication, QgsProject

    application = QgsApplication([], False)
    application.initQgis()
    application.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(
        lambda text, tag, level: expect(level not in (Qgis.Warning, Qgis.Critical), f"QGIS says: {text}")
    )
    project = QgsProject.instance()
    expect(project.read(address), "the project cannot be read: " + project.error())
    layers = list(project.mapLayers().values())
    expect(project.crs().isValid(), "the project has no CRS")
    expect(not project.readBoolEntry("Paths", "Absolute", True)[0], "paths are absolute")
    expect(project.title() in project.mapThemeCollection().mapThemes(), "there is no theme of the map")
    expect(any(JAPANESE.search(str(v)) for y in layers if hasattr(y, "getFeatures") for f in y.getFeatures()
               for v in f.attributes()), "there is no Japanese in the tables")
    for layer in layers:
        check_layer(layer)
    layouts = project.layoutManager().printLayouts()
    expect(len(layouts) == 1, f"there are {len(layouts)} layouts")
    for layout in layouts:
        check_page(layout, f"{folder}/{name}.pdf")
        check_export(layout, name)
        check_items(layout)
    if os.path.exists(f"{folder}/{name}.svg"):
        check_colours(project, f"{folder}/{name}.svg")
    print("FAIL" if problems else "ok", os.path.basename(address), "layers", len(layers), "themes",
          len(project.mapThemeCollection().mapThemes()))
    for problem in problems:
        print(" ", problem)
    sys.stdout.flush()
    application.exitQgis()
    return not problems


def run_apart(address, name, folder):
    """One QGIS a project: what one leaves behind must not help the next."""
    environment = dict(os.environ, QGIS_CUSTOM_CONFIG_PATH=tempfile.mkdtemp())
    done = subprocess.run([sys.executable, __file__, "--one", address, name, folder], env=environment,
                          capture_output=True, text=True, check=False)
    sys.stdout.write(done.stdout)
    noise = [line for line in done.stderr.splitlines() if line and not any(h in line for h in HARMLESS)]
    for line in noise:
        print("  says:", line)
    return done.returncode == 0 and not noise


def main():
    if sys.argv[1] == "--one":
        sys.exit(0 if check_project(*sys.argv[2:5]) else 1)
    name, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    good = run_apart(f"geopackage:{folder}/{name}.gpkg?projectName={name}", name, folder)
    if os.path.exists(f"{folder}/{name}.qgz"):
        good = run_apart(f"{folder}/{name}.qgz", name, folder) and good
    sys.exit(0 if good else 1)


main()
