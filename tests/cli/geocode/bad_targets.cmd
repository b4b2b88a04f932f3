list=$CM_TEST_SHARE/examples/sapporo/members.csv
mkdir folder.csv && mkfifo pipe.csv && ln -s nowhere/a.csv dangling.csv
for target in folder.csv pipe.csv dangling.csv none/out.csv; do
    clustermap geocode "$list" -q -o $target
    echo $?
done
echo old >kept.csv
clustermap geocode "$list" -q -o kept.csv --no-clobber
echo $?
cat kept.csv
ls -A
