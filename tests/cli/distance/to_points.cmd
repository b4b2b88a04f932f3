# the true places count, not their cells: 3-4-5 triangles, and two at one place
printf 'x,y\n3,4\n3,4\n25.5,0.5\n' >p.csv
clustermap distance p.csv --x x --y y --crs none -q --cell 1 --extent -0.5,-0.5,30.5,9.5 -o d.tif --allocate a.tif --json | jq -c 'del(.seconds, .mean)'
gdallocationinfo -valonly d.tif 0 9
gdallocationinfo -valonly d.tif 25 9
gdallocationinfo -valonly a.tif 0 9
gdallocationinfo -valonly a.tif 25 9
gdalinfo a.tif | grep -E 'Type=|Description|NoData'
gdalinfo d.tif | grep -E 'Type=|Description|NoData|Unit'
