clustermap geocode "$CM_TEST_SHARE/examples/sapporo/members.csv" -q -o m.geojson
clustermap density m.geojson -q --where "type = 'university'" --bandwidth 500m --cell 50m -o d.tif --json >report.json
jq -c '[.kernel, .bandwidth_m, .bandwidth_rule, .points, .places, .engine, .cell_m, .crs]' report.json
jq '(.integral - 7 | fabs) < 0.007, .error_bound <= 1e-6, .seconds >= 0' report.json
gdalinfo -json d.tif | jq -c '[.size, .bands[0].type, .bands[0].unit, .bands[0].metadata[""].STATISTICS_MAXIMUM != null]'
