printf 'x,y\n55,45\n4500,4400\n' >p.csv
run() { clustermap density p.csv --x x --y y --crs none -q --bandwidth 900 --cell 10 "$@"; }
run -o plain.tif
run --cog -o cog.tif
run --cog --threads 1 -o again.tif
cmp cog.tif again.tif && echo same
gdalinfo cog.tif | grep -e LAYOUT -e COMPRESSION -e Overviews -e 'Unit Type' -e bandwidth_m
gdal_translate -q -of ENVI plain.tif a.raw
gdal_translate -q -of ENVI cog.tif b.raw
cmp a.raw b.raw && echo equal
rm ./*.raw* ./*.hdr
clustermap density p.csv --x x --y y --crs none --bandwidth 900 --at p.csv --cog -o at.csv
echo $?
ls
