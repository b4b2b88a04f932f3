# each command line of README.md runs as it stands, and says what is printed below it
cp -R "$CM_TEST_SHARE" share && cp "$CM_TEST_SHARE/../README.md" . || exit 1
sapporo=share/examples/sapporo
cp $sapporo/members.csv 1998.csv && grep -v '北海道大学,' 1998.csv >2003.csv && cp 2003.csv firms.csv
cp $sapporo/places.csv latest.csv && cp $sapporo/outlines.geojson wards.geojson && cp wards.geojson coast.geojson
printf 'name,city,lon,lat\nA,N,141.35,43.07\nB,N,141.36,43.08\nC,S,141.35,43.02\n' >towns.csv
printf 'name,lon,lat\nStation,141.3507,43.0686\n' >centres.csv
printf '%s\n' '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kmh": 30}, "geometry":
    {"type": "LineString", "coordinates": [[141.3507, 43.0686], [141.3530, 43.0555], [141.36, 43.05]]}}]}' >roads.geojson
clustermap export roads.geojson -o roads.gpkg -q || exit 1
mkdir -p full/boundaries && cp wards.geojson full/boundaries/sapporo_wards_detail.geojson
clustermap gazetteer build latest.csv -o japan.gaz -q || exit 1
export HOME="$PWD"
mkdir -p .local/share/clustermap
# Not here: what needs a database, or tables that are larger than a test's.
sed -n 's/^    \(   \)\{0,1\}//p' README.md | grep -v 'PG:\|mt_\|tokyo.gaz\|^make \|^mkdir \|^cp \|qgis_process' >lines
printf '%s\n' '$ end' >>lines
command= is_shown=
: >wanted
compare() { # two streams at once: their lines come in any order
    sort wanted | sed 's/"seconds": [0-9.]*/"seconds": 0/' >wanted.sorted
    sort said | sed 's/"seconds": [0-9.]*/"seconds": 0/' >said.sorted
    diff wanted.sorted said.sorted >differs || { echo "$command: not what README.md says" && cat differs; }
}
run() {
    [ "$is_shown" ] && compare
    command=$1 is_shown=$2
    : >wanted
    [ "$command" = end ] && return
    bash -c "$command" </dev/null >said 2>&1 || { echo "$command: $?" && tail -n 3 said; }
}
while IFS= read -r line; do
    case $line in
    '$ '*) run "${line#??}" shown ;;
    'clustermap: '*) printf '%s\n' "$line" >>wanted ;;
    'clustermap '*) run "$line" '' ;;
    *) printf '%s\n' "$line" >>wanted ;;
    esac
done <lines
grep -c '^\(\$ \)\{0,1\}clustermap ' lines
