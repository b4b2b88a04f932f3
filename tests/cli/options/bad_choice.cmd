clustermap density a.csv -o a.tif --kernel quartik
clustermap contour a.tif -o a.gpkg --method zzzzzzzzzz
clustermap density a.csv -o a.tif --crs EPSG:99999
clustermap rings a.csv -o - --radii 1km --centre 1,1 --out-crs nowhere
clustermap geocode a.csv -o a.geojson --encoding koi8
