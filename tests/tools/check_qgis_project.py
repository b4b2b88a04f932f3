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
    if renderer.type() == "singleSymbol":
        return [renderer.symbol().clone()]
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
                if colour.alpha() == 255 and part.layerType() in ("SimpleMarker", "SimpleFill", "SimpleLine"):
                    expect(colour.name() in printed, f"{layer.name()}: {colour.name()} is not on the map")


def words_of(svg, group):
    """The texts of a group of the printed map, with no gaps between them or in them."""
    import xml.etree.ElementTree

    for element in xml.etree.ElementTree.parse(svg).getroot().iter():
        if element.get("id") == group:
            texts = ["".join(t.itertext()) for t in element.iter() if t.tag.endswith("}text")]
            return re.sub(r"\s", "", "".join(texts))
    return ""


def check_words(layout, svg):
    """What the legend says is what the printed one says, class by class."""
    legend, printed = layout.itemById("legend"), words_of(svg, "legend")
    if legend is None:
        expect(not printed, "the layout has no legend")
        return
    model = legend.model()
    for node in model.rootGroup().findLayers():
        labels = [n.data(0) for n in model.layerLegendNodes(node)]
        expect(labels != [], f"{node.name()}: is not explained")
        for label in labels:
            said = re.sub(r"[\s\u2060]", "", str(label or ""))  # a joiner keeps QGIS from working "[%" out
            expect(said in printed, f"the printed legend does not say {label}")


def sheet_of(path):
    """How many dots of a page drawn at 72 dpi have each colour."""
    from qgis.PyQt.QtGui import QImage

    image = QImage(path).convertToFormat(QImage.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    counts = {}
    for pixel in memoryview(bits).cast("B").cast("I"):
        counts[pixel & 0xFFFFFF] = counts.get(pixel & 0xFFFFFF, 0) + 1
    return counts


def areas_of(project):
    """The colours, as numbers, that areas of the map are filled with."""
    colours = set()
    for layer in project.mapThemeCollection().mapThemeVisibleLayers(project.title()):
        renderer = layer.renderer() if hasattr(layer, "renderer") else None
        for symbol in (classes_of(renderer) or []) if renderer else []:
            colours |= {p.color().rgb() & 0xFFFFFF for p in symbol.symbolLayers() if p.layerType() == "SimpleFill"}
    return colours


def check_areas(project, image, pdf):
    """What colours much of the printed page colours as much of QGIS's. Greys are edges of letters as
    well, and symbols at one place lie on each other there, not side by side: so of symbols only
    large ones count, and what lies under them may differ by two fifths."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "72", "-l", "1", "-singlefile", "-png", pdf, f"{folder}/page"], check=True)
        printed = sheet_of(f"{folder}/page.png")
    drawn, areas = sheet_of(image), areas_of(project)
    for colour, count in printed.items():
        parts = [colour >> shift & 255 for shift in (0, 8, 16)]
        if count < (300 if colour in areas else 1500) or max(parts) - min(parts) <= 8:
            continue
        alike = sum(n for c, n in drawn.items()
                    if all(abs((c >> shift & 255) - part) <= 2 for shift, part in zip((0, 8, 16), parts)))
        expect(0.6 * count <= alike <= 1.67 * count, f"#{colour:06x}: {count} dots of the page, {alike} of QGIS's")


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


def check_items(layout, legend_mm):
    from qgis.core import QgsLayoutItem

    legend = layout.itemById("legend")
    if legend:  # grown to what is in it, when it was drawn
        box = legend.sizeWithUnits()
        expect(box.width() < legend_mm.width() + 4 and box.height() < legend_mm.height() + 4,
               f"the legend takes {box.width():.0f} x {box.height():.0f} mm, "
               f"the page's {legend_mm.width():.0f} x {legend_mm.height():.0f}")
    page = layout.pageCollection().page(0).sceneBoundingRect().adjusted(-1, -1, 1, 1)
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            box = item.sceneBoundingRect()
            expect(page.contains(box.center()), f"{item.id()} is off the page")
            if item.id() == "legend":
                expect(page.contains(box), "the legend runs off the page")
    for wanted in ("map", "title", "scalebar", "north", "credit"):
        expect(layout.itemById(wanted) is not None, f"the layout has no {wanted}")


def check_export(layout, name, printed):
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
    check_areas(layout.project(), f"{folder}/{name}.png", printed)


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
        legend = layout.itemById("legend")
        legend_mm = legend.sizeWithUnits() if legend else None
        check_page(layout, f"{folder}/{name}.pdf")
        check_export(layout, name, f"{folder}/{name}.pdf")
        check_items(layout, legend_mm)
        if os.path.exists(f"{folder}/{name}.svg"):
            check_words(layout, f"{folder}/{name}.svg")
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
