clustermap contour --help
