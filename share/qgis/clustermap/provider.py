"""provider.py - the algorithms, one for each verb that the installed command knows."""
import os

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import Qgis, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import command
from .algorithm import Verb


class Provider(QgsProcessingProvider):
    def id(self):
        return "clustermap"

    def name(self):
        return "ClusterMap"

    def icon(self):
        return QIcon(os.path.join(os.path.dirname(__file__), "icon.svg"))

    def supportedOutputVectorLayerExtensions(self):
        return ["gpkg", "geojson", "shp", "fgb", "csv"]

    def supportedOutputRasterLayerExtensions(self):
        return ["tif"]

    def supportsNonFileBasedOutput(self):
        return False

    def load(self):
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(self.name(), command.SETTING, "Path of the program clustermap",
                                            command.NAME, valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(command.SETTING)

    def loadAlgorithms(self):
        try:
            verbs = command.describe()["verbs"]
        except (OSError, ValueError, KeyError) as error:
            QgsMessageLog.logMessage(f"{self.name()}: {error}", "Processing", Qgis.Warning)
            return
        for verb in verbs:
            self.addAlgorithm(Verb(verb))
