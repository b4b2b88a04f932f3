printf 'name,address\nA,北海道札幌市北区北7条西4丁目\nB,北海道札幌市\nC,\nD,x,y\n' >m.csv
cp "$CM_TEST_SHARE/examples/sapporo/places.csv" .
printf 'title: x\ngazetteer: places.csv\nmembers: {file: m.csv}\noutputs: [csv]\n' >p.yaml
clustermap run p.yaml --output-dir out
ls out
