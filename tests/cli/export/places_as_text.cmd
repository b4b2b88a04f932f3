printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"中央区"},"geometry":
{"type":"Polygon","coordinates":[[[141,43],[142,43],[142,44],[141,43]]]}}]}' >ward.geojson
clustermap export ward.geojson --wkt -o -
clustermap export ward.geojson -o -
clustermap export ward.geojson --wkt --format tsv -o -
clustermap export ward.geojson --wkt -q -o ward.csv && ogrinfo -q -al ward.csv | grep POLYGON
