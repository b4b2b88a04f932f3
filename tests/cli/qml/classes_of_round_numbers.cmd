printf 'id,lon,lat\n' >p.csv
for i in 1 2 3 4 5 6; do echo "$i,141.35$i,43.0$i"; done >>p.csv
clustermap density p.csv -q --bandwidth 2km -o d.tif --qml && grep '<item' d.qml
clustermap contour d.tif -q --levels 0.2,0.5 -o b.geojson --qml && grep '<range' b.qml
clustermap contour d.tif -q -o b.gpkg --qml
clustermap distance p.csv -q --cell 200m -o near.tif --qml && grep -c '<item' near.qml
clustermap density p.csv -q --bandwidth 2km -o x.csv --at p.csv --qml
clustermap density p.csv -q --bandwidth 2km -o x.tif --by id --qml
touch x.qml
clustermap distance p.csv -q --cell 200m -o x.tif --qml --no-clobber
ls x*
