printf 'x,y\n1,1\n' >p.csv
>there.tif
try() { clustermap distance p.csv --x x --y y --crs none "$@"; echo $?; }
try -o d.tif
try --cell 0 -o d.tif
try --cell 1
try --cell 1 -o d.csv
try --cell 1 -o -
try --cell 1 --max 0 -o d.tif
try --cell 1 --extent 1,2,3 -o d.tif
try --cell 1 --extent 5,0,1,9 -o d.tif
try --cell 1 --like p.tif -o d.tif
try --extent 0,0,1,1 --like p.tif -o d.tif
try --cell 1 -o d.tif --allocate d.csv
try --cell 1 -o d.tif --allocate ./d.tif
try --cell 1 -o d.tif --allocate there.tif --no-clobber
try --cell 1 -o d.tif --allocte a.tif
ls
