try() { printf "$1" >p.yaml; clustermap run p.yaml; echo $?; }
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density, ramp: rainbow}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: outlines, file: o.geojson, fill: greenish}\n'
try 'title: x\nmembers:\n  file: a.csv\n  categories: [{value: a, shape: blob}]\n'
