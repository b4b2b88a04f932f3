clustermap contour a.tif b.tif -o c.gpkg
