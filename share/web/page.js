/* page.js - the page round the sheet: map, search, pop-ups, layers, paper. Texts of the data reach the
 * page as textContent alone. */
"use strict";

(() => {
    const data = JSON.parse(document.getElementById("data").textContent), words = data.words;
    const RESULTS_MOST = 100, LISTED_MOST = 100;
    const MARGIN = 30, LEAST_ROOM = 120; /* pixels */
    const narrow = window.matchMedia("(max-width: 720px)");
    const byId = (id) => document.getElementById(id);

    function element(name, text) {
        const made = document.createElement(name);
        if (text !== undefined)
            made.textContent = text;
        return made;
    }

    /* ---- the map ---- */

    byId("more").open = !narrow.matches;
    const [west, south, east, north] = data.bounds;
    const home = L.latLngBounds([[south, west], [north, east]]);
    const map = L.map("map", {
        attributionControl: false,
        zoomControl: false,
        zoomSnap: 0.25,
        minZoom: 2,
        maxZoom: 20,
        fadeAnimation: false,
        maxBoundsViscosity: 0.8,
    });
    const sheet = clustermap.sheet = new clustermap.Sheet(data);

    /* Half the widest symbol in proportion: what places near the edge need. */
    function widestReach() {
        const sizes = data.layers.filter((layer) => layer.geometry === "point" && !layer.off)
            .flatMap((layer) => layer.sizes || []);
        return sizes.reduce((most, size) => Math.max(most, size / 2), 0);
    }

    let isFitted = false;
    const margin = Math.max(MARGIN, widestReach() + 8);

    /* A map that is folded away or lies in a hidden frame has no room yet: margins that do not fit
     * into it would show one spot instead of the whole. */
    function goHome() {
        const size = map.getSize();
        map.fitBounds(home, {padding: [Math.min(margin, size.x / 4), Math.min(margin, size.y / 4)], maxZoom: 17, animate: false});
        isFitted = size.x >= LEAST_ROOM && size.y >= LEAST_ROOM;
    }

    goHome();
    map.addLayer(sheet);
    L.control.zoom({zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut}).addTo(map);
    L.control.scale({imperial: false, maxWidth: 160}).addTo(map);
    const Home = L.Control.extend({
        options: {position: "topleft"},
        onAdd() {
            const bar = element("div"), link = element("a", "\u2302");
            bar.className = "leaflet-bar";
            link.className = "sheet-home";
            link.href = "#map";
            link.title = words.all;
            link.setAttribute("role", "button");
            link.setAttribute("aria-label", words.all);
            bar.append(link);
            L.DomEvent.disableClickPropagation(bar);
            L.DomEvent.on(link, "click", (event) => {
                L.DomEvent.preventDefault(event);
                goHome();
            });
            return bar;
        },
    });
    new Home().addTo(map);
    new ResizeObserver(() => {
        map.invalidateSize({animate: false});
        if (!isFitted)
            goHome();
    }).observe(byId("map"));
    byId("map").addEventListener("keydown", (event) => { /* a link that acts as a button is pressed as one */
        if (event.key === " " && event.target.matches("a[role=button]")) {
            event.preventDefault();
            event.target.click();
        }
    });

    /* ---- what is said of a feature ---- */

    function nameOf({layer, row}) {
        return (layer.names && layer.names[row]) || layer.title;
    }

    /* Whole numbers keep all digits: years and the numbers of registers without commas. */
    function cellOf(column, row) {
        const cell = column.words ? column.words[column.cells[row]] : column.cells[row];
        if (typeof cell !== "number")
            return cell;
        const size = Math.abs(cell);
        if (Number.isInteger(cell))
            return size < 1e4 || size >= 1e12 ? String(cell) : cell.toLocaleString(data.language);
        return cell.toLocaleString(data.language, size >= 1e5 ? {maximumFractionDigits: 0} : {maximumSignificantDigits: 6});
    }

    function named(tag, text) {
        const made = element(tag), name = element("bdi", text);
        made.append(name);
        return made;
    }

    function describe(hit) {
        const box = element("div"), list = element("dl");
        box.append(named("h2", nameOf(hit)));
        for (const column of hit.layer.columns) {
            const text = cellOf(column, hit.row);
            if (text === null || text === "")
                continue;
            list.append(named("dt", column.title), named("dd", text));
        }
        if (list.children.length)
            box.append(list);
        return box;
    }

    /* press   is told whether a key did it */
    function button(label, press) {
        const made = named("button", label);
        made.type = "button";
        made.className = "choice";
        made.addEventListener("click", (event) => press(event.detail === 0));
        return made;
    }

    function choice(hit, choose) {
        const made = button(nameOf(hit), choose);
        made.append(element("small", hit.layer.title));
        return made;
    }

    const popup = L.popup({autoPanPadding: [20, 20], offset: [0, 0]});
    const tip = L.tooltip({direction: "top", offset: [0, -8]});
    let cameFrom = null; /* who works with keys reads the pop-up next, and then goes on where they were */

    function focusPopup(box) {
        const active = document.activeElement;
        if (active !== document.body && !box.contains(active))
            cameFrom = active;
        box.focus({preventScroll: true});
    }

    function show(at, content, isKeyed) {
        map.closeTooltip(tip);
        popup.options.maxWidth = Math.max(120, Math.min(360, window.innerWidth - 70));
        popup.options.minWidth = Math.min(220, popup.options.maxWidth);
        popup.setLatLng(at).setContent(content);
        map.openPopup(popup);
        const box = popup.getElement(), close = box.querySelector(".leaflet-popup-close-button");
        box.setAttribute("role", "dialog");
        box.setAttribute("aria-label", content.firstChild.textContent);
        box.tabIndex = -1;
        close.setAttribute("role", "button");
        close.setAttribute("aria-label", words.close);
        close.title = words.close;
        if (isKeyed)
            focusPopup(box);
    }

    function select(hit) {
        sheet.chosen = hit;
        sheet.draw();
    }

    /* goBack   shows again the list that the feature was chosen from, if it was */
    function showOne(hit, {at, isKeyed, goBack}) {
        const content = describe(hit);
        if (goBack)
            content.append(button(words.back, goBack));
        select(hit);
        show(at || sheet.placeOf(hit.layer, hit.row), content, isKeyed);
    }

    /* Several features of one place: their names, of which one can be chosen. */
    function showMany(hits, at, isKeyed) {
        const box = element("div"), list = element("ul");
        const goBack = (isBackKeyed) => {
            select(null);
            showMany(hits, at, isBackKeyed);
        };
        box.append(element("p", `${hits.length}${words.here}`));
        for (const hit of hits.slice(0, LISTED_MOST)) {
            const item = element("li");
            item.append(choice(hit, (isHitKeyed) => showOne(hit, {at, isKeyed: isHitKeyed, goBack})));
            list.append(item);
        }
        box.append(list);
        show(at, box, isKeyed);
    }

    function open(hits, at) {
        if (hits.length === 0)
            return;
        if (hits[0].cell) {
            const {layer, rows} = hits[0].cell, bounds = sheet.boundsOf(layer, rows);
            if (map.getZoom() < map.getMaxZoom())
                map.fitBounds(bounds, {padding: [40, 40], maxZoom: Math.min(map.getMaxZoom(), map.getZoom() + 3)});
            else
                showMany(rows.map((row) => ({layer, row})), at);
        } else if (hits.length > 1 && hits[0].layer.geometry === "point") {
            showMany(hits, at);
        } else {
            showOne(hits[0], {at: hits[0].layer.geometry === "point" ? undefined : at});
        }
    }

    const slack = window.matchMedia("(pointer: coarse)").matches ? 12 : 4;
    map.on("click", (event) => open(sheet.find(event.layerPoint, slack), event.latlng));
    map.on("popupclose", () => {
        const back = cameFrom && cameFrom.offsetParent ? cameFrom : byId("query");
        select(null);
        if (cameFrom && document.activeElement === document.body)
            back.focus();
        cameFrom = null;
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.isComposing)
            map.closePopup();
    });

    function hover(event) {
        const [hit] = sheet.find(event.layerPoint, 2);
        const area = hit && !hit.cell && hit.layer.role === "outlines";
        byId("map").classList.toggle("sheet-pointing", Boolean(hit) && !area);
        if (!hit || hit.cell || area || !(hit.layer.names && hit.layer.names[hit.row])) {
            map.closeTooltip(tip);
            return;
        }
        tip.setContent(named("span", nameOf(hit)));
        tip.setLatLng(hit.layer.geometry === "point" ? sheet.placeOf(hit.layer, hit.row) : event.latlng);
        map.openTooltip(tip);
    }

    map.on("mousemove", hover).on("mouseout movestart", () => map.closeTooltip(tip));

    /* ---- layers ---- */

    const boxes = [...document.querySelectorAll("#legend input")];

    function setShown(box) {
        data.layers[box.dataset.layer].isShown = box.checked;
        box.closest("li").classList.toggle("sheet-off", !box.checked);
    }

    function showLayer(layer) {
        const box = boxes.find((each) => data.layers[each.dataset.layer] === layer);
        if (!box || box.checked)
            return;
        box.checked = true;
        setShown(box);
        sheet.draw();
    }

    for (const box of boxes) {
        setShown(box); /* a reload keeps the boxes as they were */
        box.addEventListener("change", () => {
            setShown(box);
            map.closePopup();
            sheet.draw();
        });
    }

    function tellNotes() {
        const cells = sheet.cells || [], count = cells.reduce((sum, cell) => sum + cell.rows.length, 0);
        const note = count ? `${count.toLocaleString("en")}${words.gathered}` : "";
        if (byId("gathered").textContent !== note) /* else it would be read out at each move */
            byId("gathered").textContent = note;
        byId("gathered").hidden = count === 0;
        byId("beside").hidden = !data.layers.some((layer) => layer.isShown && layer.isFanned);
        document.documentElement.dataset.drawn = sheet.drawn;
    }

    sheet.on("drawn", tellNotes);
    sheet.draw();

    /* ---- search ---- */

    /* Width, case, blanks and the kind of kana do not matter. */
    function fold(text) {
        return text.normalize("NFKC").toLowerCase().replace(/[\s\u200b-\u200f\ufeff]+/g, "")
            .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    }

    const query = byId("query"), results = byId("results"), found = byId("found");
    const rank = {members: 0, places: 1, lines: 2, bands: 3, outlines: 4};
    let index = null;

    function makeIndex() {
        index = [];
        for (const layer of [...data.layers].sort((a, b) => rank[a.role] - rank[b.role]))
            (layer.names || []).forEach((name, row) => {
                if (name)
                    index.push({layer, row, key: fold(name)});
            });
    }

    function goTo(hit, isKeyed) {
        const {layer, row} = hit;
        showLayer(layer);
        if (layer.geometry === "point") {
            const [x, y] = [layer.worldX[row], layer.worldY[row]];
            const at = L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
            map.setView(at, Math.max(map.getZoom(), sheet.cells ? 17 : 13), {animate: false});
            if (sheet.cells && !layer.seen[row])
                map.setView(at, map.getMaxZoom(), {animate: false});
        } else {
            map.fitBounds(sheet.boundsOf(layer, [row]), {maxZoom: 17, padding: [30, 30], animate: false});
        }
        showOne(hit, {isKeyed});
        if (narrow.matches)
            results.hidden = true;
    }

    function list(hits, sought) {
        results.replaceChildren(...hits.slice(0, RESULTS_MOST).map((hit) => {
            const item = element("li");
            item.append(choice(hit, (isKeyed) => goTo(hit, isKeyed)));
            return item;
        }));
        results.hidden = hits.length === 0;
        found.hidden = !sought;
        found.textContent = hits.length === 0 ? words.none
            : hits.length <= RESULTS_MOST ? `${hits.length}${words.found}`
                : `${hits.length}${words.foundOf}${RESULTS_MOST}${words.foundEnd}`;
    }

    function search(everything) {
        const key = fold(query.value);
        if (!index)
            makeIndex();
        if (!key && !everything) {
            list([], false);
            return;
        }
        const hits = index.filter((entry) => entry.key.includes(key));
        hits.sort((a, b) => rank[a.layer.role] - rank[b.layer.role] ||
                            b.key.startsWith(key) - a.key.startsWith(key) || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row));
        list(hits, true);
    }

    function move(from, step) {
        const buttons = [...results.querySelectorAll("button")], i = buttons.indexOf(from) + step;
        if (i < 0)
            query.focus();
        else if (i < buttons.length)
            buttons[i].focus();
    }

    query.addEventListener("input", () => search(false));
    query.addEventListener("keydown", (event) => {
        if (event.isComposing)
            return;
        if (event.key === "ArrowDown") {
            event.preventDefault();
            if (results.hidden)
                search(true);
            move(null, 1);
        } else if (event.key === "Enter") {
            const first = results.querySelector("button");
            if (first)
                first.click();
        } else if (event.key === "Escape") {
            query.value = "";
            list([], false);
        }
    });
    results.addEventListener("keydown", (event) => {
        const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
        if (step) {
            event.preventDefault();
            move(document.activeElement, step);
        } else if (event.key === "Escape") {
            query.focus();
        }
    });

    /* ---- paper ---- */

    let seen = null;

    /* The map takes the sheet's size while it is printed, and shows at least what was on the screen. */
    function beginPrint() {
        seen = seen || {bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom(), open: byId("more").open};
        byId("more").open = true;
        document.documentElement.classList.add("printing");
        map.options.leastRatio = 3;
        map.invalidateSize({animate: false});
        map.fitBounds(seen.bounds, {animate: false});
        sheet.draw();
    }

    function endPrint() {
        document.documentElement.classList.remove("printing");
        map.options.leastRatio = 1;
        map.invalidateSize({animate: false});
        if (seen) {
            byId("more").open = seen.open;
            map.setView(seen.centre, seen.zoom, {animate: false});
        }
        seen = null;
        sheet.draw();
    }

    window.addEventListener("beforeprint", beginPrint);
    window.addEventListener("afterprint", endPrint);

    document.documentElement.dataset.ready = Math.round(performance.now());
})();
