"""peer_map_qgis.py - the same sheet by QGIS: outlines, members in their places, names if there are.

usage: peer_map_qgis.py MEMBERS.csv OUTLINES OUT.png|pdf|svg      (members with lon, lat, type, name)
"""
import sys

from qgis.core import (QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem,
                       QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsMarkerSymbol,
                       QgsPalLayerSettings, QgsPrintLayout, QgsProject, QgsRectangle,
                       QgsRendererCategory, QgsCoordinateTransform, QgsVectorLayer,
                       QgsVectorLayerSimpleLabeling)

members_path, outlines_path, out = sys.argv[1:4]
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
plane = QgsCoordinateReferenceSystem("EPSG:6680")
project.setCrs(plane)
outlines = QgsVectorLayer(outlines_path, "outlines", "ogr")
members = QgsVectorLayer(f"file://{members_path}?delimiter=,&xField=lon&yField=lat&crs=EPSG:6668",
                         "members", "delimitedtext")
assert outlines.isValid() and members.isValid()
shapes = {"enterprise": ("circle", "#0072b2"), "university": ("square", "#cc3311"),
          "fund": ("triangle", "#f0e442")}
named = members.fields().indexOf("name") >= 0
members.setRenderer(QgsCategorizedSymbolRenderer("type", [
    QgsRendererCategory(value, QgsMarkerSymbol.createSimple(
        {"name": name, "color": colour, "size": "2.4" if named else "1"}), value)
    for value, (name, colour) in shapes.items()]))
if named:
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    members.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    members.setLabelsEnabled(True)
project.addMapLayers([outlines, members])

layout = QgsPrintLayout(project)
layout.initializeDefaults()
layout.pageCollection().page(0).setPageSize("A4", 0)


def place(item, x, y, width, height):
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))
    layout.addLayoutItem(item)


sheet = QgsLayoutItemMap(layout)
place(sheet, 16, 30, 178, 225)
sheet.setFrameEnabled(True)
sheet.setLayers([members, outlines])
extent = QgsCoordinateTransform(members.crs(), plane, project).transformBoundingBox(members.extent())
half = max(extent.width() / 164, extent.height() / 211) / 2  # of a millimetre, 7 mm clear of the frame
middle = extent.center()
sheet.setCrs(plane)
sheet.setExtent(QgsRectangle(middle.x() - 178 * half, middle.y() - 225 * half,
                             middle.x() + 178 * half, middle.y() + 225 * half))
title = QgsLayoutItemLabel(layout)
title.setText("会員の分布")
place(title, 12, 12, 100, 10)
legend = QgsLayoutItemLegend(layout)
legend.setLinkedMap(sheet)
place(legend, 150, 215, 40, 35)
bar = QgsLayoutItemScaleBar(layout)
bar.setLinkedMap(sheet)
bar.applyDefaultSize()
place(bar, 18, 240, 50, 12)

exporter = QgsLayoutExporter(layout)
if out.endswith(".png"):
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 300
    done = exporter.exportToImage(out, settings)
elif out.endswith(".pdf"):
    done = exporter.exportToPdf(out, QgsLayoutExporter.PdfExportSettings())
else:
    done = exporter.exportToSvg(out, QgsLayoutExporter.SvgExportSettings())
sys.stdout.flush()
sys.exit(done != QgsLayoutExporter.Success)
