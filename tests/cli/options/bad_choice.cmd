clustermap density a.csv -o a.tif --kernel quartik
clustermap contour a.tif -o a.gpkg --method zzzzzzzzzz
