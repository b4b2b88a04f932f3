printf 'x,y\n0,0\n1000,0\n0,1000\n1000,1000\n' >p.csv
try() { clustermap density p.csv --x x --y y --crs none -q --cell 50 -o d.tif --json "$@" | jq -c '[.kernel, .bandwidth_rule, (.bandwidth_m * 1000 | round)]'; }
try --bandwidth 1km
try --bandwidth 1km --bandwidth-is sd
try --bandwidth 1km --kernel gaussian
try --bandwidth 1km --kernel gaussian --bandwidth-is radius
try
try --bandwidth silverman --kernel uniform
