# A grid as a layer: bands between levels, or the cells of each code; 0 is nothing.
printf 'name,lon,lat\nA,141.35,43.07\nB,141.36,43.08\nC,141.37,43.06\n' >m.csv
clustermap density m.csv -q -o d.tif --bandwidth 1km --cell 100m
clustermap distance m.csv -q -o dist.tif --cell 100m --allocate near.tif
legend() { sed -n '/<g id="legend"/,/<\/g>/p' "$1" | grep -o '>[^<]*<' | tail -n +2 | tr -d '\n'; echo; }
project() {
    printf 'title: Grid\nmembers: {file: m.csv}\nlayers:\n  - {id: grid, type: raster, file: %s}\noutputs: [%s]\n' "$1" "$2"
}
project 'd.tif, title: Density, levels: [0.2, 0.5, 1]' 'svg, geojson, tif' >p.yaml
clustermap run p.yaml -q --output-dir out && ls out
legend out/map.svg
grep -o '"level_from": *[0-9.]*' out/grid.geojson
project 'd.tif' svg >p.yaml
clustermap run p.yaml -q --output-dir auto && legend auto/map.svg
project 'near.tif, category: value, title: Nearest' svg >p.yaml
clustermap run p.yaml -q --output-dir codes && legend codes/map.svg
project 'near.tif, categories: [{value: "1", label: of A}, {value: "3", label: of C}]' svg >p.yaml
clustermap run p.yaml -q --output-dir words && legend words/map.svg
# mistakes
project 'd.tif, levels: [50, 60]' svg >p.yaml; clustermap run p.yaml -q --output-dir bad
project 'd.tif, category: kind' svg >p.yaml; clustermap run p.yaml -q --output-dir bad
project 'd.tif, category: value' svg >p.yaml; clustermap run p.yaml -q --output-dir bad
project 'm.csv' svg >p.yaml; clustermap run p.yaml -q --output-dir bad
project 'none.tif' svg >p.yaml; clustermap run p.yaml -q --output-dir bad
printf 'title: T\nmembers: {file: m.csv}\nlayers: [{id: d, type: density, levels: [-1, 2]}]\n' >p.yaml; clustermap run p.yaml -q --output-dir bad
# on the command line
clustermap map m.csv d.tif -q -o m.svg && legend m.svg
clustermap map near.tif -q -o m.svg && legend m.svg
clustermap map near.tif -q --theme graduated -o m.svg && legend m.svg
