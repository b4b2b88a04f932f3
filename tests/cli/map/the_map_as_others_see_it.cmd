project=$CM_TEST_SHARE/examples/sapporo/project.yaml
clustermap map "$project" -q -o m.pdf --proof && grep -a -o '/Type /Page ' m.pdf | wc -l | tr -d ' '
clustermap map "$project" -q -o m.png --dpi 60 --proof --json | grep -o '"written":[^]]*'
clustermap map "$project" -q -o m.svg --proof --lang en && ls m*
grep -c 'Copied in grey<\|Seen without green cones (deuteranopia)<\|As printed<' m-proof.svg
grep -o 'id="grey-title"' m-proof.svg
sed -e 's/^outputs:.*/outputs: [svg]/' "$project" >p.yaml
cp -r "$CM_TEST_SHARE"/examples/sapporo "$CM_TEST_SHARE"/examples/japan . && mv p.yaml sapporo
clustermap run sapporo/p.yaml -q --output-dir out --proof && ls out
