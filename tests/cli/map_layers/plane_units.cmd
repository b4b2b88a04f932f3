# Without a CRS there is no north, no degree, and the bar counts units.
printf 'name,x,y\nA,100,200\nB,400,250\nC,900,800\n' >p.csv
clustermap map p.csv --x x --y y --crs none -o m.svg --title Plan --lang en
grep -o '<g id="north"\|data-metres="[0-9]*"\|> *[0-9,]* units<\|Projection[^<]*' m.svg
printf 'name,x,y\nA,1000,2000\nB,40000,25000\n' >p.csv
clustermap map p.csv --x x --y y --crs none -q -o m.svg
grep -o '> *[0-9,]* 単位<' m.svg
# a density in units
clustermap map p.csv --x x --y y --crs none -q --theme density -o m.svg && grep -c 'id="density"' m.svg
# one with a CRS beside it
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[500,500]]}}]}' >l.geojson
clustermap map p.csv l.geojson --x x --y y --crs none -q -o m.svg && echo drawn
