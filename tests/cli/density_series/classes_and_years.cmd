cat >p.csv <<'END'
x,y,kind,founded
0,0,it,1970
0,0,it,1980
100,0,food/drink,1990
50,50,,
END
run() { clustermap density p.csv --x x --y y --crs none --cell 5 "$@"; }
run --bandwidth 20 --by kind -o out.tif
run --bandwidth 20 --by kind -o out.tif --json -q | jq -c '[.points, .places, .max == .classes[0].max], (.classes[] | [.class, .file, .points, .places])'
for file in out-*.tif; do
    gdalinfo -json "$file" | jq -c '[.size, .metadata[""].class, .metadata[""].scale_max, .bands[0].description]'
done
run --at-year 1975,1995 -o year.tif
run --at-year 1975,1995 -o year.tif --json -q | jq -c '[.bandwidth_rule, .points], (.classes[] | [.class, .points, .max])'
# bandwidths are of all members together, so that the classes add up to the whole
run --bandwidth 20 --adaptive -o whole.tif --json -q | jq -c '.integral * 1000 | round'
run --bandwidth 20 --by kind --adaptive --extent -100,-100,200,200 -o class.tif --json -q | jq -c '[.adaptive, .bandwidth_max_m > 20, .points, ([.classes[].integral] | add * 1000 | round)]'
rm whole.tif class-*.tif
try() { run "$@"; echo $?; }
try --bandwidth 20 --at-year 1960,1975 -o old.tif
try --bandwidth 20 --by sector -o none.tif
try --bandwidth 20 --by kind --at-year 1975 -o none.tif
try --bandwidth 20 --by kind --at p.csv -o none.csv
try --bandwidth 20 --at-year 1980,1975 -o none.tif
rm out-it.tif
try --bandwidth 20 --by kind --no-clobber -o out.tif
ls
