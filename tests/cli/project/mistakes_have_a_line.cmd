try() { printf "$1" >p.yaml; clustermap run p.yaml --output-dir out; echo $?; }
try ''
try 'title: [\n'
try 'titel: x\n'
try 'title: x\n'
try 'title: x\nmembers: a.csv\n'
try 'title: x\nmembers:\n  file: a.csv\n  size_mm: big\n'
try 'title: x\nmembers: {file: a.csv}\nmap: {paper: A44}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density, bandwidth: 0}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: outlines}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density, levels: [2, 1]}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d d, type: density}\n'
try 'title: x\nmembers: {file: a.csv}\ntitle: y\n'
try 'title: x\nmembers: {file: a.csv}\noutputs: [pdf, doc]\n'
try 'title: x\nmembers: {file: a.csv, category: k, categories: [{value: a}, {value: b}, {value: a}]}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: areas, file: a, category: k, categories: [{value: a}, {value: a}]}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: areas, file: a, column: v, levels: [1]}\n'
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density, levels: [-1, 2]}\n'
try "title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: areas, file: a, column: v, levels: [$(seq -s, 34)]}\n"
try "title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density, levels: [$(seq -s, 33)]}\n"
try 'title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: d, type: density}\n  - {id: D, type: density}\n'
for id in Members rejects rejected; do
    try "title: x\nmembers: {file: a.csv}\nlayers:\n  - {id: $id, type: density}\n"
done
try 'title: x\nmembers: {file: none.csv}\n'
clustermap run none.yaml
ls
