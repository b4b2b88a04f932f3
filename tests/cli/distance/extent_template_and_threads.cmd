# a tenth of the longer side round the features; a lone point has ten cells round it
printf 'x,y\n100,200\n200,250\n' >p.csv
printf 'x,y\n100,200\n' >one.csv
distance() { clustermap distance "$@" --x x --y y --crs none; }
distance p.csv --cell 5 -o a.tif --json -q | jq -c '[.columns, .rows]'
distance one.csv --cell 5 -o one.tif --json -q | jq -c '[.columns, .rows, .min, .max]'
distance p.csv --like a.tif -o b.tif -q
distance p.csv --cell 5 -o c.tif --threads 1 -q
cmp a.tif b.tif && cmp a.tif c.tif && echo same
distance p.csv --cell 5 -o a.tif --compress deflate
gdalinfo a.tif | grep COMPRESSION
ls
