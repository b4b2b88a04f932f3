echo 'a,b' >a.tif
clustermap contour a.tif -o b.gpkg
clustermap contour none.tif -o b.gpkg
ls
