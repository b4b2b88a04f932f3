clustermap density a.csv -o a.tif --extent 1,2,3
clustermap density a.csv -o a.tif --extent 1,2,3,x
clustermap rings a.csv -o - --centre 141,43 --radii 2km,1km
clustermap rings a.csv -o - --centre 141,43 --radii 0,1km
clustermap rings a.csv -o - --centre 141 --radii 1km
clustermap contour a.tif -o a.gpkg --levels 3,3
