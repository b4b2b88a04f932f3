# more rows than one strip has: the same bytes for any number of threads, and as computed at once
printf 'x,y,kind\n900,45,a\n2500,44000,a\n2000,20000,a\n' >p.csv
run() { clustermap density p.csv --x x --y y --crs none -q --bandwidth 1500 --cell 5 --extent 0,0,3000,45000 "$@"; }
run --threads 1 -o a.tif
run --threads 2 -o b.tif
run --threads 5 -o c.tif
cmp a.tif b.tif && cmp a.tif c.tif && echo same
run --by kind -o d.tif
gdal_translate -q -of ENVI a.tif a.raw
gdal_translate -q -of ENVI d-a.tif d.raw
cmp a.raw d.raw && wc -c <a.raw
