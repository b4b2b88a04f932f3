printf 'name,x,y\nA,0,0\nB,500,0\nC,5000,0\n' >m.csv
clustermap buffer m.csv --x x --y y --crs none --radius 400m -o - | awk -F, 'NR == 1 {print; next} {printf "%s %.5f\n", $1, $4}'
clustermap buffer m.csv --x x --y y --crs none --radius 400m --dissolve -o one.geojson --json
jq -c '.features[] | [.properties.features, (.geometry.coordinates | length)]' one.geojson
printf 'name,lon,lat\nA,141.35,43.07\n' >m.csv
clustermap buffer m.csv --radius 1km --tolerance 1m -o b.geojson
jq -c '.features[0].geometry.coordinates[0] | length' b.geojson
clustermap buffer b.geojson --radius 1km --tolerance 1m -q -o - | awk -F, 'NR > 1 {printf "%s %.2f\n", $1, $NF}'
printf 'area_km2,x,y\n5,0,0\n' >own.csv
clustermap buffer own.csv --x x --y y --crs none --radius 10 -q -o - | cut -c 1-29
clustermap buffer own.csv --x x --y y --crs none --radius 10 -q -o b.csv --json | jq '.area_km2 < 4e-4'
