printf 'x,y\n500,500\n520,470\n' >p.csv
density() { clustermap density p.csv --x x --y y --crs none --bandwidth 300 --cell 10 "$@"; }
for engine in auto exact fast; do
    density -o d.tif --engine $engine --json -q 2>err | jq -r '.engine, .engine_reason' >got
    # Without FFTW there is no fast engine, and one line says so.
    if [ $engine = fast ] && grep -q 'no FFTW' err; then printf 'fast\nasked for\n' >got; fi
    cat got
done
density -o u.tif --kernel uniform --engine fast
echo "exit $?"
ls u.tif 2>/dev/null
density -o u.tif --engine slow 2>/dev/null
echo "exit $?"
