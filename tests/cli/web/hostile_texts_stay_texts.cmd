for needed in python3 chromium; do
    command -v $needed >/dev/null || { echo "skipped: no $needed is installed"; exit; }
done
cat >m.csv <<'END'
name,type,url,lon,lat
<img src=x onerror=hacked=1>,<svg onload=hacked=1>,javascript:hacked=1,141.350,43.070
</script><script>hacked=1</script>,"""'><b>",{{data}},141.352,43.071
"A ""quoted"" & name","""'><b>",-->,141.354,43.072
‮שלום <!--,企業,${hacked=1},141.356,43.073
Ａ株式会社 ｱｲﾃｨ　①髙﨑,企業,\u003cb\u003e,141.358,43.074
END
printf '%s' '{"type":"FeatureCollection","name":"<i onclick=hacked=1>","features":[{"type":"Feature","properties":{"name":"</style><script>hacked=1</script>"},"geometry":{"type":"Polygon","coordinates":[[[141.3,43],[141.4,43],[141.4,43.1],[141.3,43.1],[141.3,43]]]}}]}' >wards.geojson
python3 -c "
names = ['__proto__', 'constructor', 'toString', 'あ' * 10000, 'x' * 10000]
print('name,type,__proto__,lon,lat')
for i, name in enumerate(names):
    print(f'{name},{name},{name},{141.36 + i / 500},{43.08 + i / 900}')" >keys.csv
printf '%s' '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"N","number":1234567890123,"capital":12345678,"founded":1987,"postal":600807},"geometry":{"type":"Point","coordinates":[141.35,43.07]}}]}' >numbers.geojson
clustermap export m.csv wards.geojson -q -o hostile.html --title '</title><script>hacked=1</script>' --lang en
python3 "$CM_TEST_SHARE/../tests/tools/check_web.py" hostile.html 2>/dev/null
clustermap export keys.csv -q -o keys.html --theme category --field type
python3 "$CM_TEST_SHARE/../tests/tools/check_web.py" keys.html 2>/dev/null
clustermap export numbers.geojson -q -o numbers.html
python3 "$CM_TEST_SHARE/../tests/tools/check_web.py" numbers.html 2>/dev/null
