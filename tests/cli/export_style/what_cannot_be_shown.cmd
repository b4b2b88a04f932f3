printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
for with in 'x.gpkg --theme category' 'x.csv --field name' '- --format geojson --theme category' 'x.shp --theme graduated' \
    'x.shp --theme choropleth --field name' 'x.shp --field none' 'x.shp --theme dots'; do
    clustermap export m.csv -q -o $with
    echo $?
done
clustermap export m.csv m.csv -o x.shp --theme category
echo $?
ls
