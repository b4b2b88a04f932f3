clustermap gazetteer build -q "$CM_TEST_SHARE/examples/sapporo/places.csv" -o a.gaz
clustermap gazetteer build -q "$CM_TEST_SHARE/examples/sapporo/places.csv" -o b.gaz
cmp a.gaz b.gaz && echo same
