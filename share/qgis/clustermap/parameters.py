"""parameters.py - an option or an input of a verb as a parameter of an algorithm, and back again."""
import os

from qgis.core import (QgsFields, QgsMapLayerType, QgsProcessing, QgsProcessingParameterBoolean, QgsProcessingParameterDefinition,
                       QgsProcessingParameterEnum, QgsProcessingParameterFeatureSource,
                       QgsProcessingParameterField, QgsProcessingParameterFile,
                       QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination,
                       QgsProcessingParameterMultipleLayers, QgsProcessingParameterNumber,
                       QgsProcessingParameterRasterDestination, QgsProcessingParameterRasterLayer,
                       QgsProcessingParameterString, QgsProcessingParameterVectorDestination)

SOURCES = {"members": QgsProcessing.TypeVector, "points": QgsProcessing.TypeVector,
           "features": QgsProcessing.TypeVector, "polygons": QgsProcessing.TypeVectorPolygon,
           "lines": QgsProcessing.TypeVectorLine}
EXTENSIONS = {"project": "yaml", "gazetteer": "gaz"}
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
READ = ["gpkg", "geojson", "shp", "fgb"]
# What the algorithm sets itself, or what makes no sense inside a graphical program.
OWN = {"output", "format", "json", "progress", "quiet", "verbose", "no-clobber", "strict", "help"}


def title(text):
    """A help text as a parameter's caption, with a capital, but for units and formulas."""
    return text[:1].upper() + text[1:] if text.partition(" ")[0].rstrip(",;:").isalpha() else text


def chosen(value, choices):
    """The word of a choice, which may be told by its place, as in models and on the command line."""
    place = int(value) if str(value).isdigit() else -1
    return choices[place] if str(value) not in choices and 0 <= place < len(choices) else str(value)


class Choice(QgsProcessingParameterEnum):
    """One of some words: by the word, as the command takes it, or by its place, as QGIS tells them."""

    def clone(self):
        return Choice(self.name(), self.description(), self.options(), False, self.defaultValue(),
                      bool(self.flags() & self.FlagOptional), True)

    def checkValueIsAcceptable(self, value, context=None):
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value) != "":
            return chosen(value, self.options()) in self.options()
        return super().checkValueIsAcceptable(value, context)


def operand_parameter(name, operand):
    """The parameter of an input, such as POINTS."""
    kind, caption = operand["kind"], title(operand["help"])
    optional = operand["optional"]
    if operand["repeated"]:
        if kind == "text":
            return QgsProcessingParameterString(name, caption, multiLine=True, optional=optional)
        layer = QgsProcessing.TypeFile if kind not in SOURCES else QgsProcessing.TypeMapLayer
        return QgsProcessingParameterMultipleLayers(name, caption, layer, optional=optional)
    if kind in SOURCES:
        return QgsProcessingParameterFeatureSource(name, caption, [SOURCES[kind]], optional=optional)
    if kind == "grid":
        return QgsProcessingParameterRasterLayer(name, caption, optional=optional)
    if kind == "text":
        return QgsProcessingParameterString(name, caption, optional=optional)
    return QgsProcessingParameterFile(name, caption, extension=EXTENSIONS.get(kind, ""), optional=optional)


def number_parameter(name, caption, option, optional):
    whole = option["type"] == "integer"
    kind = QgsProcessingParameterNumber.Integer if whole else QgsProcessingParameterNumber.Double
    preset = option["default"]
    parameter = QgsProcessingParameterNumber(name, caption, kind, None if preset is None else float(preset), optional)
    if "low" in option:
        parameter.setMinimum(option["low"])
        parameter.setMaximum(option["high"])
    return parameter


def file_parameter(name, caption, option, optional):
    kind = option["kind"]
    if option["direction"] == "output":
        return destination(name, caption, kind, option.get("formats"), True)
    if kind == "grid":
        return QgsProcessingParameterRasterLayer(name, caption, optional=optional)
    if kind in SOURCES:
        return QgsProcessingParameterFeatureSource(name, caption, [SOURCES[kind]], optional=optional)
    return QgsProcessingParameterFile(name, caption, optional=optional)


def option_parameter(name, option, sources):
    """The parameter of an option. sources: the parameters that have columns, by their operand's name."""
    caption, optional, preset = title(option["help"]), not option["required"], option["default"]
    if option["type"] == "flag":
        return QgsProcessingParameterBoolean(name, caption, False, optional)
    if option["type"] == "choice":
        return Choice(name, caption, option["choices"], False, preset, optional, True)
    if option["type"] in ("integer", "number"):
        return number_parameter(name, caption, option, optional)
    if "direction" in option:
        return file_parameter(name, caption, option, optional)
    if option.get("kind") == "column" and option.get("of") in sources:
        return QgsProcessingParameterField(name, caption, None, sources[option["of"]], optional=optional)
    return QgsProcessingParameterString(name, caption, preset, optional=optional)


def destination(name, caption, kind, formats, optional, wanted=False):
    """The parameter of a result. An optional one is made only where it is asked for, unless it is wanted."""
    made = wanted or not optional
    if kind == "features":
        return QgsProcessingParameterVectorDestination(name, caption, optional=optional, createByDefault=made)
    if kind in ("grid", "series"):
        return QgsProcessingParameterRasterDestination(name, caption, optional=optional, createByDefault=made)
    if kind == "folder":
        return QgsProcessingParameterFolderDestination(name, caption, optional=optional, createByDefault=made)
    filters = ";;".join(f"{one.upper()} (*.{one})" for one in formats or ["txt"])
    return QgsProcessingParameterFileDestination(name, caption, filters, None, optional, made)


def set_advanced(parameter):
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)


def is_table(value):
    """Whether a value names a list that the program reads better than QGIS would hand it on."""
    return isinstance(value, str) and value.lower().endswith(TABLES) and os.path.exists(value)


def is_as_saved(layer):
    """Whether a vector layer of QGIS shows all rows and columns that its file holds, and no others."""
    provider = layer.dataProvider()
    own = all(layer.fields().fieldOrigin(i) == QgsFields.OriginProvider for i in range(layer.fields().count()))
    return own and not layer.isModified() and not layer.subsetString() and layer.crs() == provider.crs()


def layer_argument(layer):
    """A layer of QGIS as the program names it; None where a file of its kinds does not hold just that."""
    path, _, rest = layer.source().partition("|")
    if not os.path.exists(path):
        return None
    if layer.type() == QgsMapLayerType.RasterLayer:
        return path if not rest and path.lower().endswith((".tif", ".tiff")) else None
    if layer.providerType() != "ogr" or not is_as_saved(layer):
        return None
    if not rest:
        return path if path.lower().endswith(tuple("." + one for one in READ) + TABLES) else None
    key, _, name = rest.partition("=")
    if key != "layername" or "|" in name:
        return None  # a choice of QGIS's own, such as the points of a file of several kinds
    if path.lower().endswith(".gpkg"):
        return f"{path}:{name}"
    return path if path.lower().endswith((".geojson", ".shp", ".fgb")) else None
