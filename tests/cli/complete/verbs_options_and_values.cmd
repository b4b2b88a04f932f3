# the last word is offered what may stand in its place; the first line says what that is
offer() { echo "# $*" && clustermap --complete "$@" | head -n 3 | tr '\t' '|'; }
offer ''
offer -
offer gazetteer ''
offer density --ke
offer density --kernel ''
offer density --edge=none --bandwidth ''
offer density -q ''
offer density POINTS ''
offer density -o ''
offer density --format ''
offer matrix a.csv ''
offer matrix a.csv b.csv ''
offer matrix -- a.csv -
offer map ''
offer run --output-dir ''
offer gazetteer find -g ''
offer buffer --radius ''
offer info ''
offer nothing like it
offer
