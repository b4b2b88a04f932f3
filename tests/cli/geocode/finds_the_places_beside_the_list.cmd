clustermap geocode "$CM_TEST_SHARE/examples/sapporo/members.csv" -q -o members.csv && head -n 2 members.csv
