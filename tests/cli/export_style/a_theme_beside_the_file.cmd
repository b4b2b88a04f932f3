printf 'name,type,founded,lon,lat\nA,企業,1990,141.35,43.07\nB,大学,2000,141.36,43.07\nC,,,141.37,43.07\n' >m.csv
clustermap export m.csv -q -o m.geojson --theme category
grep -E '<(category|renderer-v2)' m.qml
clustermap export m.csv -v -o n.shp --field founded
grep -c '<category' n.qml
clustermap export m.csv -q -o n.fgb --theme graduated --field founded
grep -E '<(range|renderer-v2)' n.qml
clustermap export m.csv -q -o plain.shp && ls plain*
clustermap export m.csv -q --no-clobber -o n.geojson --theme category
echo $? && ls n.*json 2>/dev/null
:
