# postal codes in a column of their own, and places that the list brings: used, and checked
cat >codes.csv <<'ROWS'
01101,"060  ","0600000","ホッカイドウ","サッポロシチュウオウク","イカニケイサイガナイバアイ","北海道","札幌市中央区","以下に掲載がない場合",0,0,0,0,0,0
01101,"060  ","0600042","ホッカイドウ","サッポロシチュウオウク","オオドオリニシ","北海道","札幌市中央区","大通西（１～１９丁目）",1,0,1,0,0,0
01102,"060  ","0600808","ホッカイドウ","サッポロシキタク","キタ８ジョウニシ","北海道","札幌市北区","北八条西",1,0,1,0,0,0
ROWS
cat >list.csv <<'ROWS'
name,address,postal_code,lon,lat
fits,札幌市中央区大通西3丁目1,060-0042,,
contradicts,札幌市中央区大通西3丁目1,060-0808,,
wide,札幌市北区北8条西5丁目,０６０－０８０８,,
far away,札幌市北区北8条西5丁目,,139.76,35.68
inside,札幌市北区北8条西5丁目,,141.3472,43.0705
ROWS
clustermap gazetteer build -q "$CM_TEST_SHARE/examples/sapporo/places.csv" codes.csv -o p.gaz || exit 1
clustermap geocode -g p.gaz list.csv -o out.csv --json |
    jq -c '[.placed, .by_level.town, .by_level.given, .by_doubt.postal, .by_doubt.outside]'
cut -d, -f1,8,12,13,15 out.csv
