"""algorithm.py - a verb of the command as an algorithm of Processing."""
import glob
import os
import re
from html import escape

from processing.tools.general import run as run_algorithm
from qgis.core import (QgsMapLayerType, QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingException,
                       QgsProcessingFeatureSourceDefinition, QgsProcessingOutputString, QgsProcessingUtils)

from . import command
from .parameters import (OWN, SOURCES, chosen, destination, is_table, layer_argument, operand_parameter,
                         option_parameter, set_advanced, title)

INPUT, OUTPUT, PRINTED = "INPUT", "OUTPUT", "PRINTED"


def parameter_name(option):
    return re.sub(r"[^A-Z0-9]", "_", option.upper())


class Verb(QgsProcessingAlgorithm):
    """One verb, as `clustermap --describe` tells it."""

    def __init__(self, verb):
        super().__init__()
        self.verb = verb
        # the first input is called INPUT, as everywhere in Processing
        self.inputs = [(INPUT if i == 0 else parameter_name(one["name"]), one)
                       for i, one in enumerate(verb["operands"])]
        taken = {name for name, _ in self.inputs} | {OUTPUT}
        self.options = []
        for option in verb["options"]:
            name = parameter_name(option["name"])
            if option["name"] not in OWN and option["name"] != "output-dir":
                self.options.append((name + "_OPTION" if name in taken else name, option))
        self.results = [one for one in verb["outputs"] if one["option"] in ("output", "output-dir")]

    def createInstance(self):
        return Verb(self.verb)

    def name(self):
        return self.verb["name"].replace(" ", "_")

    def displayName(self):
        return title(self.verb["name"])

    def shortDescription(self):
        return title(self.verb["summary"])

    def group(self):
        return self.verb["group"]

    def groupId(self):
        return re.sub(r"\W", "_", self.verb["group"].lower())

    def shortHelpString(self):
        options = "".join(f"<p><b>{name}</b>: {escape(one['help'])}</p>" for name, one in self.options)
        examples = "".join(f"<p>{escape(one['why'])}:<br/><code>{escape(one['command'])}</code></p>"
                           for one in self.verb["examples"])
        return options + examples

    def result_name(self, kind):
        """Of several kinds of result the first is OUTPUT, a table OUTPUT_TABLE."""
        return OUTPUT if kind == self.results[0]["kind"] else f"{OUTPUT}_{kind.upper()}"

    def initAlgorithm(self, configuration=None):
        sources = {}
        for name, operand in self.inputs:
            self.addParameter(operand_parameter(name, operand))
            if operand["kind"] in SOURCES and not operand["repeated"]:
                sources[operand["name"]] = name
        for name, option in self.options:
            parameter = option_parameter(name, option, sources)
            if option["group"] != "Options" and not option["required"]:
                set_advanced(parameter)
            self.addParameter(parameter)
        for result in self.results:
            first = result is self.results[0]
            caption = title(self.verb["summary"] if first else result["kind"])
            self.addParameter(destination(self.result_name(result["kind"]), caption, result["kind"],
                                          result["formats"], len(self.results) > 1, first))
        if not self.results:
            self.addOutput(QgsProcessingOutputString(PRINTED, "What was printed"))

    # From parameters to words of the command line.

    def copy(self, value, layer, context, feedback):
        """A copy of what QGIS shows of a layer; one without places as CSV, since it is a list."""
        output = "TEMPORARY_OUTPUT" if layer.isSpatial() else QgsProcessingUtils.generateTempFilename("list.csv")
        saving = {"INPUT": value, "LAYER_NAME": layer.name(), "OUTPUT": output}
        return run_algorithm("native:savefeatures", saving, context=context, feedback=feedback,
                             is_child_algorithm=True)["OUTPUT"].partition("|")[0]

    def source_path(self, parameters, name, context, feedback):
        """A layer as a file: its own, or a copy where QGIS has filtered, selected, changed or made it."""
        value = parameters.get(name)
        if value is None or value == "" or is_table(value):
            return value or None
        # of a layer may be asked what is selected in it, or its first rows
        is_part = isinstance(value, QgsProcessingFeatureSourceDefinition)
        whole = value.source.valueAsString(context.expressionContext())[0] if is_part else value
        layer = self.parameterAsVectorLayer({name: whole}, name, context)
        if not layer:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        path = None if is_part else layer_argument(layer)
        return path or self.copy(value if is_part else layer, layer, context, feedback)

    def raster_path(self, parameters, name, context):
        if not parameters.get(name):
            return None
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if not layer:
            raise QgsProcessingException(self.invalidRasterError(parameters, name))
        return layer.source()

    def layer_paths(self, parameters, name, context, feedback):
        values = parameters[name] if isinstance(parameters[name], list) else [parameters[name]]
        layers = self.parameterAsLayerList(parameters, name, context)
        if len(layers) != len(values):
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        paths = []
        for value, layer in zip(values, layers):
            path = value if is_table(value) else layer_argument(layer)
            if not path and layer.type() != QgsMapLayerType.VectorLayer:
                raise QgsProcessingException(f"{layer.name()}: is no GeoTIFF")
            paths.append(path or self.copy(layer, layer, context, feedback))
        return paths

    def operand_words(self, parameters, context, feedback):
        words = []
        for name, operand in self.inputs:
            kind = operand["kind"]
            if operand["repeated"] and kind == "text":
                words += [line for line in self.parameterAsString(parameters, name, context).splitlines() if line]
            elif operand["repeated"] and kind in SOURCES:
                words += self.layer_paths(parameters, name, context, feedback)
            elif operand["repeated"]:
                words += self.parameterAsFileList(parameters, name, context)
            elif kind in SOURCES:
                words.append(self.source_path(parameters, name, context, feedback))
            elif kind == "grid":
                words.append(self.raster_path(parameters, name, context))
            else:
                words.append(self.parameterAsString(parameters, name, context))
        return [word for word in words if word]

    def option_value(self, parameters, name, option, context, feedback):
        """The text of an option's value; None where it is not given."""
        if name not in parameters or parameters[name] is None or parameters[name] == "":
            return None
        if option.get("direction") == "output":
            return self.parameterAsOutputLayer(parameters, name, context) if option["kind"] in (
                "features", "grid", "series") else self.parameterAsFileOutput(parameters, name, context)
        if option.get("direction") == "input" and option["kind"] in SOURCES:
            return self.source_path(parameters, name, context, feedback)
        if option.get("kind") == "grid":
            return self.raster_path(parameters, name, context)
        if option["type"] == "choice":
            return chosen(parameters[name], option["choices"])
        if option["type"] == "integer":
            return str(self.parameterAsInt(parameters, name, context))
        if option["type"] == "number":
            return repr(self.parameterAsDouble(parameters, name, context))
        return self.parameterAsString(parameters, name, context)

    def option_words(self, parameters, context, feedback, results):
        words = []
        for name, option in self.options:
            if option["type"] == "flag":
                if self.parameterAsBoolean(parameters, name, context):
                    words.append("--" + option["name"])
                continue
            value = self.option_value(parameters, name, option, context, feedback)
            if value:
                words.append(f"--{option['name']}={value}")
            if value and option.get("direction") == "output":
                results[name] = value
        return words

    def result_kind(self, words):
        """What -o becomes: some options make a table or a series of what is a grid without them."""
        given = {word[2:].partition("=")[0] for word in words}
        for option in self.verb["options"]:
            if option["name"] in given and "output_becomes" in option:
                return option["output_becomes"]
        return self.results[0]["kind"]

    def result_words(self, parameters, words, context, results):
        if not self.results:
            return []
        kind = self.result_kind(words)
        name = self.result_name(kind) if kind in [one["kind"] for one in self.results] else OUTPUT
        if self.parameterDefinition(name).type() in ("vectorDestination", "rasterDestination"):
            path = self.parameterAsOutputLayer(parameters, name, context)
        else:
            path = self.parameterAsFileOutput(parameters, name, context)
        if not path:
            raise QgsProcessingException(f"{name}: no file is named for the result")
        results[name] = path
        return [f"--{self.results[0]['option']}={path}"]

    def processAlgorithm(self, parameters, context, feedback):
        results = {}
        words = self.option_words(parameters, context, feedback, results)
        words += self.result_words(parameters, words, context, results)
        names = {option["name"] for option in self.verb["options"]}
        words += ["--json"] if "json" in names else []
        words += ["--progress=json"] if "progress" in names else []
        words = self.verb["name"].split() + words + ["--"] + self.operand_words(parameters, context, feedback)
        try:
            status, said, printed = command.run(words, feedback)
        except OSError as error:
            raise QgsProcessingException(str(error))
        if feedback.isCanceled():
            return {}
        if status not in (0, command.REJECTED):
            raise QgsProcessingException("\n".join(said[:command.REASONS_MAX]) or f"{command.NAME} ended with {status}")
        feedback.setProgress(100)
        for line in said:
            feedback.pushInfo(line)
        return self.tell(results, printed, context, feedback)

    def tell(self, results, printed, context, feedback):
        """What came of it: the files, and the numbers of the report."""
        self.load_series(results, context)
        if not self.results:
            feedback.pushConsoleInfo(printed)
            results[PRINTED] = printed
        for key, value in command.parse(printed).items():
            if isinstance(value, (str, int, float)):
                results.setdefault(key.upper(), value)
        return results

    def load_series(self, results, context):
        """OUT-VALUE.tif are loaded in place of OUT.tif, which then is not there."""
        for name, path in list(results.items()):
            if os.path.exists(path) or path.upper().startswith("PG:"):
                continue
            waiting = context.layersToLoadOnCompletion()
            details = waiting.pop(path, None)
            stem, extension = os.path.splitext(path)
            files = sorted(glob.glob(glob.escape(stem) + "-*" + extension))
            for file in files if details else []:
                label = os.path.splitext(os.path.basename(file))[0]
                waiting[file] = QgsProcessingContext.LayerDetails(label, context.project(), name)
            context.setLayersToLoadOnCompletion(waiting)
            results[name] = ";".join(files)
