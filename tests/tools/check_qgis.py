#!/usr/bin/python3
"""check_qgis.py FILE... - opens every layer of every file in a headless QGIS of a clean profile and
prints a line for each: valid, CRS, number of features, whether Japanese came through; then how the
.qml beside it, or its style in the GeoPackage, is applied. Exit 1 if one is not as it must be, if a
layer with places has no style, or if QGIS logged a warning.

Of a styled layer every feature must have a symbol and the one that the style's own classes give it,
each class a colour that is seen when it is drawn, and no expression may fail."""
import os
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
os.environ.setdefault("XDG_RUNTIME_DIR", os.environ["QGIS_CUSTOM_CONFIG_PATH"])
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform,  # noqa: E402
                       QgsExpression, QgsExpressionContextUtils, QgsMapRendererSequentialJob,
                       QgsMapSettings, QgsProject, QgsRasterLayer, QgsRenderContext, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def style_of(address):
    """The style beside a file or in a GeoPackage, parsed; None where there is none."""
    path, _, table = address.partition("|layername=")
    if table:
        source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        if not source.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone():
            return None
        row = source.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = ?", [table]).fetchone()
        return xml.etree.ElementTree.fromstring(row[0]) if row else None
    name = os.path.splitext(path)[0] + ".qml"
    return xml.etree.ElementTree.parse(name).getroot() if os.path.exists(name) else None


def rows_of(address):
    """How many rows a file has, asked of GDAL and not of QGIS."""
    from osgeo import ogr

    path, _, table = address.partition("|layername=")
    source = ogr.Open(path)
    return (source.GetLayerByName(table) if table else source.GetLayer(0)).GetFeatureCount()


def layers_of(path):
    """The layers' own addresses in a file."""
    if not path.endswith(".gpkg"):
        return [path]
    from osgeo import ogr

    source = ogr.Open(path)
    names = [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())]
    return [f"{path}|layername={name}" for name in names if name != "layer_styles"]


def has_japanese(layer):
    return any(JAPANESE.search(str(value)) for f in layer.getFeatures() for value in f.attributes())


def in_japan(layer):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    box = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance()).transform(layer.extent())
    return 122 < box.xMinimum() <= box.xMaximum() < 154.5 and 20 < box.yMinimum() <= box.yMaximum() < 46


def colours_drawn(layer):
    """The colours of the layer as it is drawn on a ground of an unlikely one."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setBackgroundColor(QColor(255, 0, 255))
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent().buffered(0.05 * max(layer.extent().width(), layer.extent().height(), 0.001)))
    settings.setOutputSize(QSize(900, 900))
    settings.setOutputDpi(254)
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return {f"#{pixel & 0xffffff:06x}" for pixel in set(memoryview(bits).cast("B").cast("I"))} - {"#ff00ff"}


def symbols_of(renderer):
    """The classes' symbols and labels, in their order."""
    if renderer.type() == "categorizedSymbol":
        return [(c.symbol().clone(), c.label()) for c in renderer.categories()]
    if renderer.type() == "graduatedSymbol":
        return [(c.symbol().clone(), c.label()) for c in renderer.ranges()]
    return [(renderer.symbol().clone(), "")]


def layers_in(symbol):
    """All symbol layers, those of symbols within them too."""
    for layer in symbol.symbolLayers():
        yield layer
        if layer.subSymbol():
            yield from layers_in(layer.subSymbol())


def expressions_of(renderer):
    """All that QGIS works out for a row: the classes' value, sizes and colours."""
    texts = [renderer.classAttribute()] if hasattr(renderer, "classAttribute") else []
    for symbol, _ in symbols_of(renderer):
        for layer in layers_in(symbol):
            collection = layer.dataDefinedProperties()
            texts += [collection.property(key).expressionString() for key in collection.propertyKeys()]
            if layer.layerType() == "GeometryGenerator":
                texts.append(layer.geometryExpression())
    return texts


def count_rows(layer, faults):
    """How many rows each class has, by its label; rows without a symbol are faults."""
    renderer, counts = layer.renderer(), {}
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.expressionContext().setFields(layer.fields())
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    rest = [c.label() for c in renderer.categories() if not c.value()] if hasattr(renderer, "categories") else []
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if not feature.hasGeometry():
            continue
        if not renderer.symbolForFeature(feature, context):
            faults.append(f"no class: row {feature.id()}")
        keys = renderer.legendKeysForFeature(feature, context)  # none of the class of all others
        for label in [labels.get(key, "") for key in keys] or rest:
            counts[label] = counts.get(label, 0) + 1
    renderer.stopRender(context)
    return counts


def check_symbols(renderer, element):
    """Symbols that are not the style's: what QGIS draws by chance has classes too."""
    faults, symbols = [], symbols_of(renderer)
    for wanted in element.findall("symbols/symbol"):
        number, first = int(wanted.get("name")), wanted.find("layer")
        options = {o.get("name"): o.get("value") for o in first.findall("Option/Option")}
        colour = options.get("color") or options.get("line_color")
        if number >= len(symbols) or not colour:
            continue
        got = symbols[number][0].symbolLayer(0)
        if got.layerType() != first.get("class") or got.color().getRgb() != tuple(map(int, colour.split(","))):
            faults.append(f"symbol {number} is not the style's")
    return faults


def check_classes(layer, wanted):
    """Faults of the renderer, as texts: classes that are not the style's, rows without a symbol or in
    other numbers than the label says, expressions that fail."""
    renderer, faults = layer.renderer(), []
    element = wanted.find("renderer-v2")
    if renderer.type() != element.get("type"):
        return [f"renderer {renderer.type()}"]
    classes = element.findall("categories/category") + element.findall("ranges/range")
    if [c.get("label") for c in classes] != [label for _, label in symbols_of(renderer) if classes]:
        faults.append("classes")
    faults += check_symbols(renderer, element)
    for text in expressions_of(renderer):
        if QgsExpression(text).hasParserError() and layer.fields().lookupField(text) < 0:
            faults.append(f"expression {text}")
    counts = count_rows(layer, faults)
    for _, label in symbols_of(renderer):
        said = re.search(r"[（(]([0-9,]+)[）)]$", label)
        rows = int(said.group(1).replace(",", "")) if said else None
        # of one symbol in proportion the legend counts all, those without a number too
        whole = renderer.dataDefinedSizeLegend() and rows == layer.featureCount()
        if said and rows != counts.get(label, 0) and not whole:
            faults.append(f"{label}: {counts.get(label, 0)} rows")
    return faults + check_colours(layer, counts)


def check_colours(layer, counts):
    """Classes that rows have, none of whose colours is to be seen where the layer is drawn."""
    seen, faults = colours_drawn(layer), []
    for symbol, label in symbols_of(layer.renderer()):
        colours = {c.name() for l in layers_in(symbol) for c in (l.color(), l.strokeColor()) if c.alpha() == 255}
        if counts.get(label, 0) and not colours & seen:
            faults.append(f"not seen: {label}")
    return faults


def check_style(layer, wanted):
    labels = wanted.get("labelsEnabled") == "1"
    faults = [] if layer.labelsEnabled() == labels else ["labels"]
    if labels and not faults and layer.labeling().settings().format().font().family() != "Noto Sans CJK JP":
        faults.append("font")
    aliases = {a.get("field"): a.get("name") for a in wanted.findall("aliases/alias")}
    for field in layer.fields():
        if field.name() in aliases and field.alias() != aliases[field.name()]:
            faults.append(f"caption of {field.name()}")
    if wanted.find("renderer-v2") is not None:
        faults += check_classes(layer, wanted)
    classes = 0 if wanted.find("renderer-v2") is None else len(symbols_of(layer.renderer()))
    say_style(layer.renderer().type(), classes, faults, "labelled" if labels else "")
    return not faults


def check_ramp(layer, wanted):
    renderer, faults = layer.renderer(), []
    element = wanted.find("pipe/rasterrenderer")
    if renderer.type() != element.get("type"):
        faults.append(f"renderer {renderer.type()}")
    items = element.findall(".//item") + element.findall(".//paletteEntry")
    seen = colours_drawn(layer)
    statistics = layer.dataProvider().bandStatistics(1)
    limits = [float(i.get("value")) for i in element.findall(".//item")]
    if limits and not (statistics.minimumValue <= limits[0] and statistics.maximumValue >= limits[-2]):
        faults.append("the ramp is out of the data's range")
    if items and not seen <= {i.get("color") for i in items}:
        faults.append(f"colours {sorted(seen)}")
    if items and [i.get("label") for i in items] != [label for label, _ in renderer.legendSymbologyItems()]:
        faults.append("legend")
    say_style(renderer.type(), len(items), faults, f"{len(seen)} colours drawn" if items else "")
    return not faults


def say_style(kind, classes, faults, more):
    print("   styled" if not faults else "   FAIL", kind, classes, *([more] if more else []), *faults[:3])


def check_vector(address):
    layer = QgsVectorLayer(address, "layer", "ogr")
    good = layer.isValid()
    if good and layer.isSpatial():
        good = layer.crs().isValid() and in_japan(layer)
        good = good and all(f.geometry().isNull() or f.geometry().isGeosValid() for f in layer.getFeatures())
        good = good and layer.featureCount() == rows_of(address)
    print("ok" if good else "FAIL", os.path.basename(address), layer.crs().authid(), layer.featureCount(),
          "Japanese" if good and has_japanese(layer) else "-")
    wanted = style_of(address)
    if wanted is None and layer.isSpatial():
        print("   FAIL no style: coloured by chance")
        return False
    return good and (wanted is None or check_style(layer, wanted))


def check_raster(path):
    layer = QgsRasterLayer(path, "layer", "gdal")
    good = layer.isValid() and layer.crs().isValid() and in_japan(layer)
    print("ok" if good else "FAIL", os.path.basename(path), layer.crs().authid(), layer.width(), layer.height())
    wanted = style_of(path)
    if wanted is None or wanted.find("pipe") is None:
        print("   FAIL no style: grey")
        return False
    return good and check_ramp(layer, wanted)


def main():
    application = QgsApplication([], False)
    application.initQgis()
    warnings = []
    application.messageLog().messageReceived.connect(
        lambda text, tag, level: level > 0 and warnings.append(f"warning: {tag} {text}"))
    good = True
    for path in sys.argv[1:]:
        if path.endswith(".tif"):
            good = check_raster(path) and good
        else:
            for address in layers_of(path):
                good = check_vector(address) and good
    for warning in warnings:
        print(warning, file=sys.stderr)
    application.exitQgis()
    sys.exit(0 if good and not warnings else 1)


main()
