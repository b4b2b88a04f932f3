# a row that cannot be used is said of its own file
head='pref,city,town,koaza,lat,lng'
printf '%s\n東京都,千代田区,霞が関一丁目,,35.67,139.75\n' $head >good.csv
printf '%s\n東京都,千代田区,霞が関二丁目,,135.67,139.75\n東京都,千代田区,霞が関三丁目,,35.67,139.74\n' $head >bad.csv
clustermap gazetteer build good.csv bad.csv -o a.gaz
# nor are positions passed over in silence whose names no source has
printf 'lg_code,machiaza_id,rsdt_addr_flg,rep_lon,rep_lat,rep_srid\n131016,0056001,1,139.75,35.67,EPSG:6668\n' >positions.csv
clustermap gazetteer build good.csv positions.csv -o a.gaz
# no source is replaced; the table of rejects is neither put over the gazetteer nor over a table that is to stay
mkdir sub
clustermap gazetteer build good.csv -o new.gaz --rejects ./new.gaz
echo $?
clustermap gazetteer build good.csv -o a.gaz --rejects sub/../a.gaz
echo $?
clustermap gazetteer build good.csv bad.csv -o ./bad.csv
echo $?
clustermap gazetteer build good.csv -o new.gaz --rejects good.csv
echo $?
echo old >kept.csv
clustermap gazetteer build good.csv -o new.gaz --rejects kept.csv --no-clobber
echo $?
cat kept.csv
clustermap gazetteer info a.gaz | grep towns
ls
