# A map without its date, with two kinds of members alike; it is written.
cp -r "$CM_TEST_SHARE"/examples/sapporo "$CM_TEST_SHARE"/examples/japan .
cd sapporo
sed -e '/^as_of/d' -e 's/shape: square, fill: "#cc0033"/shape: circle, fill: "#0074b4"/' \
    project.yaml >faulty.yaml
clustermap map faulty.yaml -q -o m.svg --lint
echo "exit $?"
ls m.svg
clustermap map faulty.yaml -q -o m.svg --lint --json 2>/dev/null | grep -o '"point": 7,[^}]*'
clustermap map faulty.yaml -q -o m.svg && echo "without --lint: done"
sed -e 's/^outputs:.*/outputs: [svg]/' faulty.yaml >run.yaml
clustermap run run.yaml -q --output-dir out --lint
echo "exit $?"
# a run that writes no map is checked as well
sed -e 's/^outputs:.*/outputs: [csv]/' faulty.yaml >run.yaml
clustermap run run.yaml -q --output-dir out --lint
