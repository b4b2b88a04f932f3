# 0 inside, the way to the border in a hole; ids where all are whole numbers, also 0
cat >p.geojson <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":70},"geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,8],[8,8],[8,2],[2,2]]]}},
{"type":"Feature","properties":{"id":0},"geometry":{"type":"Polygon","coordinates":[[[9,0],[20,0],[20,10],[9,10],[9,0]]]}}]}
END
clustermap distance p.geojson --crs none -q --cell 1 --extent 0,0,24,10 --max 3 -o d.tif --allocate a.tif --json | jq -c '[.features, .allocated, .min, .max, .cells_beyond]'
for column in 0 4 9 15 21 23; do
  echo "$(gdallocationinfo -valonly d.tif $column 5) $(gdallocationinfo -valonly a.tif $column 5)"
done
clustermap distance p.geojson --crs none -q --cell 1 --extent 0,0,24,10 --where 'id > 0' -o d.tif --allocate a.tif
for column in 0 4 9 15 21 23; do
  echo "$(gdallocationinfo -valonly d.tif $column 5) $(gdallocationinfo -valonly a.tif $column 5)"
done
