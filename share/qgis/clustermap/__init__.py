"""ClusterMap - the verbs of the command clustermap as algorithms of QGIS Processing."""
from qgis.core import QgsApplication

from .provider import Provider


class Plugin:
    """Adds the provider while the plugin is enabled. There is no iface under qgis_process."""

    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.provider:
            QgsApplication.processingRegistry().removeProvider(self.provider)


def classFactory(iface):
    return Plugin()
