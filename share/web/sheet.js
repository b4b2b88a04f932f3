/* sheet.js - draws the layers on one canvas over Leaflet's map, as the printed map draws them, and
 * says what lies where. */
"use strict";

const clustermap = (() => {
    const WORLD = 256; /* the width of the whole world at zoom 0, in pixels */
    const FONT = '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, sans-serif';
    const TAU = 2 * Math.PI;
    const HEAD_SHARE = 0.38; /* half an arrow head's width by its length */
    const BEND_STEPS = 24;
    const GATHER_FROM = 500, GATHER_SHARE = 0.35, GATHER_CELL = 19, HEXAGON = 40;
    const LABELS_MOST = 400, LEAST_FONT = 11;

    /* ---- places ---- */

    /* Web Mercator, as Leaflet's own, of degrees times a million. */
    function worldX(x) {
        return (x / 1e6 / 360 + 0.5) * WORLD;
    }

    function worldY(y) {
        const s = Math.sin(Math.max(-85, Math.min(85, y / 1e6)) * Math.PI / 180);
        return (0.5 - Math.log((1 + s) / (1 - s)) / (2 * TAU)) * WORLD;
    }

    function decodePoints(layer) {
        const count = layer.x.length;
        layer.count = count;
        layer.worldX = new Float64Array(count);
        layer.worldY = new Float64Array(count);
        for (let i = 0; i < count; i++) {
            layer.worldX[i] = worldX(layer.at[0] + layer.x[i]);
            layer.worldY[i] = worldY(layer.at[1] + layer.y[i]);
        }
        layer.pixelX = new Float32Array(count);
        layer.pixelY = new Float32Array(count);
        layer.seen = new Uint8Array(count);
    }

    /* A part as x, y, x, y, ... of the world; box grows round it. */
    function decodePart(steps, at, box) {
        const part = new Float64Array(steps.length);
        let x = at[0], y = at[1];
        for (let i = 0; i < steps.length; i += 2) {
            x += steps[i];
            y += steps[i + 1];
            part[i] = worldX(x);
            part[i + 1] = worldY(y);
            box[0] = Math.min(box[0], part[i]);
            box[1] = Math.min(box[1], part[i + 1]);
            box[2] = Math.max(box[2], part[i]);
            box[3] = Math.max(box[3], part[i + 1]);
        }
        return part;
    }

    function decodeShapes(layer) {
        layer.count = layer.parts.length;
        layer.boxes = layer.parts.map(() => [Infinity, Infinity, -Infinity, -Infinity]);
        layer.shapes = layer.parts.map(
            (parts, row) => parts.map((steps) => decodePart(steps, layer.at, layer.boxes[row])));
        if (layer.role === "outlines" && layer.geometry === "area")
            layer.borders = findBorders(layer.shapes);
    }

    /* The rings as lines, of which neighbours share one: two dashed lines on top of each other would
     * look whole. */
    function findBorders(shapes) {
        const drawn = new Set();
        return shapes.map((parts) => {
            const lines = [];
            for (const part of parts) {
                let line = [];
                for (let i = 2; i < part.length; i += 2) {
                    const ends = [`${part[i - 2]},${part[i - 1]}`, `${part[i]},${part[i + 1]}`].sort();
                    const key = ends.join(" ");
                    if (drawn.has(key)) {
                        if (line.length)
                            lines.push(Float64Array.from(line));
                        line = [];
                        continue;
                    }
                    drawn.add(key);
                    if (!line.length)
                        line.push(part[i - 2], part[i - 1]);
                    line.push(part[i], part[i + 1]);
                }
                if (line.length)
                    lines.push(Float64Array.from(line));
            }
            return lines;
        });
    }

    /* ---- symbols ---- */

    function symbolOf(layer, row) {
        const index = layer.of ? layer.of[row] : 0;
        const size = layer.sizes ? layer.sizes[row] : undefined;
        return size === null && layer.unsized ? layer.unsized[index] : layer.symbols[index];
    }

    function sizeOf(layer, row, symbol) {
        return (layer.sizes && layer.geometry === "point" && layer.sizes[row]) || symbol.size || 0;
    }

    function reachOf(symbol, size) {
        return size * 0.62 + (symbol.width || 0) / 2 + (symbol.casingWidth || 0);
    }

    function traceMarker(ctx, shapes, symbol, size, x, y) {
        const corners = shapes[symbol.shape];
        ctx.beginPath();
        if (!corners) {
            ctx.arc(x, y, size / 2, 0, TAU);
            return;
        }
        for (let i = 0; i < corners.length; i += 2)
            ctx.lineTo(x + corners[i] * size, y + corners[i + 1] * size);
        ctx.closePath();
    }

    function paintMarker(ctx, shapes, symbol, size, x, y) {
        traceMarker(ctx, shapes, symbol, size, x, y);
        ctx.lineJoin = "round";
        ctx.setLineDash([]);
        if (symbol.casing) {
            ctx.strokeStyle = symbol.casing;
            ctx.lineWidth = (symbol.width || 0) + 2 * symbol.casingWidth;
            ctx.stroke();
        }
        if (symbol.fill) {
            ctx.fillStyle = symbol.fill;
            ctx.fill();
        }
        if (symbol.stroke) {
            ctx.strokeStyle = symbol.stroke;
            ctx.lineWidth = symbol.width;
            ctx.stroke();
        }
    }

    /* Symbols of one size are painted once, then copied: 100,000 of them in a tenth of a second. */
    function spriteOf(symbol, shapes, ratio) {
        if (symbol.sprite && symbol.spriteRatio === ratio)
            return symbol.sprite;
        const half = Math.ceil(reachOf(symbol, symbol.size) + 1);
        const sprite = document.createElement("canvas");
        sprite.width = sprite.height = 2 * half * ratio;
        const ctx = sprite.getContext("2d");
        ctx.scale(ratio, ratio);
        paintMarker(ctx, shapes, symbol, symbol.size, half, half);
        symbol.sprite = sprite;
        symbol.spriteRatio = ratio;
        symbol.spriteHalf = half;
        return sprite;
    }

    /* Adds parallel lines across a box to the path, as far apart and in the direction of the printed
     * map's; they hang together from one area to the next. */
    function traceHatch(ctx, symbol, [left, top, right, bottom]) {
        const angle = symbol.hatchAngle * Math.PI / 180, cosine = Math.cos(angle), sine = Math.sin(angle);
        const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
        const across = corners.map(([x, y]) => (sine * x + cosine * y) / symbol.hatch);
        const along = corners.map(([x, y]) => cosine * x - sine * y);
        const from = Math.min(...along), to = Math.max(...along), last = Math.max(...across);
        for (let line = Math.ceil(Math.min(...across)); line <= last; line++) {
            const off = line * symbol.hatch;
            ctx.moveTo(cosine * from + sine * off, cosine * off - sine * from);
            ctx.lineTo(cosine * to + sine * off, cosine * off - sine * to);
        }
    }

    /* ---- symbols of one place, side by side ---- */

    /* The first so many places of a lattice of triangles, in rings round the middle. */
    function lattice(count) {
        const places = [[0, 0]];
        for (let ring = 1; places.length < count; ring++) {
            for (let side = 0; side < 6; side++) {
                for (let step = 0; step < ring; step++) {
                    const a = side * TAU / 6, b = a + TAU / 3;
                    places.push([ring * Math.cos(a) + step * Math.cos(b),
                                 ring * Math.sin(a) + step * Math.sin(b)]);
                }
            }
        }
        const kept = places.slice(0, count);
        const middle = [0, 1].map((k) => kept.reduce((sum, p) => sum + p[k], 0) / count);
        return kept.map((p) => [p[0] - middle[0], p[1] - middle[1]]);
    }

    /* Sizes are read off by comparing: symbols in proportion stay at their true places. */
    function fanOut(layer) {
        const groups = new Map();
        layer.offX = new Float32Array(layer.count);
        layer.offY = new Float32Array(layer.count);
        for (let i = 0; i < layer.count; i++) {
            if (layer.sizes && layer.sizes[i] !== null)
                continue;
            const key = `${layer.x[i]},${layer.y[i]}`;
            if (groups.has(key))
                groups.get(key).push(i);
            else
                groups.set(key, [i]);
        }
        for (const rows of groups.values()) {
            if (rows.length === 1)
                continue;
            const apart = 1 + 2 * Math.max(...rows.slice(0, 1000).map((row) => {
                const symbol = symbolOf(layer, row);
                return reachOf(symbol, symbol.size);
            }));
            layer.isFanned = true;
            lattice(rows.length).forEach((place, k) => {
                layer.offX[rows[k]] = place[0] * apart;
                layer.offY[rows[k]] = place[1] * apart;
            });
        }
    }

    /* ---- lines ---- */

    /* A parabola through both ends, its middle off the straight line by a share of its length, to the
     * right; cut where the symbols at the ends stand. */
    function bendLine(line, bend, clear) {
        if (line.length !== 4 || !(bend || clear))
            return line;
        const [x, y, endX, endY] = line, dx = endX - x, dy = endY - y;
        const length = Math.hypot(dx, dy), steps = bend ? BEND_STEPS : 1;
        const cut = length > 0 ? Math.min((clear || 0) / length, 1 / 3) : 0;
        const bent = [];
        for (let i = 0; i <= steps; i++) {
            const share = cut + (1 - 2 * cut) * i / steps, off = 4 * (bend || 0) * share * (1 - share);
            bent.push(x + share * dx - off * dy, y + share * dy + off * dx);
        }
        return bent;
    }

    /* The head at a line's end, and the line without what lies in it. */
    function headOf(line, length) {
        const end = line.length - 2, tipX = line[end], tipY = line[end + 1];
        let back = end;
        while (back > 0 && Math.hypot(line[back] - tipX, line[back + 1] - tipY) <= length)
            back -= 2;
        const away = Math.hypot(line[back] - tipX, line[back + 1] - tipY);
        if (!(away > 0))
            return null;
        const dx = (tipX - line[back]) / away * length, dy = (tipY - line[back + 1]) / away * length;
        return {
            corners: [tipX, tipY, tipX - dx - HEAD_SHARE * dy, tipY - dy + HEAD_SHARE * dx,
                      tipX - dx + HEAD_SHARE * dy, tipY - dy - HEAD_SHARE * dx],
            line: [...line.slice(0, back + 2), tipX - 0.6 * dx, tipY - 0.6 * dy],
        };
    }

    /* ---- the canvas ---- */

    const Sheet = L.Renderer.extend({
        options: {padding: 0.15},

        initialize(data) {
            L.Renderer.prototype.initialize.call(this);
            this.data = data;
            for (const layer of data.layers) {
                layer.isShown = !layer.off;
                if (layer.geometry === "point") {
                    decodePoints(layer);
                    fanOut(layer);
                } else if (layer.parts) {
                    decodeShapes(layer);
                }
            }
            this.drawn = 0;
            this.chosen = null;
        },

        _initContainer() {
            this._container = document.createElement("canvas");
            this.ctx = this._container.getContext("2d");
        },

        _destroyContainer() {
            this._container.remove();
        },

        _updatePaths() {},

        _update() {
            if (this._map._animatingZoom && this._bounds)
                return;
            L.Renderer.prototype._update.call(this);
            this.draw();
        },

        /* Draws anew; where the map has not moved, too. */
        draw() {
            const size = this._bounds.getSize(), canvas = this._container;
            this.ratio = Math.min(3, Math.max(this._map.options.leastRatio || 1, window.devicePixelRatio || 1));
            L.DomUtil.setPosition(canvas, this._bounds.min);
            canvas.width = size.x * this.ratio;
            canvas.height = size.y * this.ratio;
            canvas.style.width = `${size.x}px`;
            canvas.style.height = `${size.y}px`;
            this.scale = this._map.getZoomScale(this._map.getZoom(), 0);
            this.origin = this._map.getPixelOrigin();
            this.ctx.scale(this.ratio, this.ratio);
            this.ctx.translate(-this._bounds.min.x, -this._bounds.min.y);
            this.paintAll();
        },

        paintAll() {
            const {ctx, data} = this, {min, max} = this._bounds, size = this._bounds.getSize();
            const shown = data.order.map((i) => data.layers[i]).filter((l) => l.isShown && l.symbols.length);
            ctx.fillStyle = data.paper;
            ctx.fillRect(min.x, min.y, size.x, size.y);
            this.view = [(min.x + this.origin.x) / this.scale, (min.y + this.origin.y) / this.scale,
                         (max.x + this.origin.x) / this.scale, (max.y + this.origin.y) / this.scale];
            this.drawn = 0;
            this.cells = null;
            this.hasBands = shown.some((layer) => layer.role === "bands");
            shown.filter((l) => l.borders).forEach((layer) => this.paintAreas(layer));
            for (const layer of shown) {
                if (layer.geometry === "point")
                    this.paintPoints(layer);
                else if (layer.geometry === "line")
                    this.paintLines(layer, layer.shapes);
                else if (layer.borders)
                    this.paintLines(layer, layer.borders);
                else if (layer.geometry === "area")
                    this.paintAreas(layer);
            }
            this.paintLabels(shown);
            this.paintChosen();
            this.fire("drawn");
        },

        toPixel(x, y) {
            return [x * this.scale - this.origin.x, y * this.scale - this.origin.y];
        },

        isInView(box) {
            const view = this.view;
            return box[0] <= view[2] && box[2] >= view[0] && box[1] <= view[3] && box[3] >= view[1];
        },

        /* A part in pixels, without vertices that lie within half a pixel of the one before. */
        pixelsOf(part) {
            const pixels = [], last = part.length - 2;
            let x = NaN, y = NaN;
            for (let i = 0; i <= last; i += 2) {
                const nextX = part[i] * this.scale - this.origin.x;
                const nextY = part[i + 1] * this.scale - this.origin.y;
                if (i < last && Math.abs(nextX - x) < 0.5 && Math.abs(nextY - y) < 0.5)
                    continue;
                pixels.push(x = nextX, y = nextY);
            }
            return pixels;
        },

        trace(line) {
            for (let i = 0; i < line.length; i += 2) {
                if (i)
                    this.ctx.lineTo(line[i], line[i + 1]);
                else
                    this.ctx.moveTo(line[0], line[1]);
            }
        },

        /* ---- areas and lines ---- */

        paintAreas(layer) {
            const ctx = this.ctx;
            ctx.lineJoin = "round";
            for (let row = 0; row < layer.count; row++) {
                const symbol = symbolOf(layer, row);
                if (!this.isInView(layer.boxes[row]))
                    continue;
                this.drawn++;
                ctx.beginPath();
                for (const part of layer.shapes[row]) {
                    this.trace(this.pixelsOf(part));
                    ctx.closePath();
                }
                if (symbol.fill) {
                    ctx.fillStyle = symbol.fill;
                    ctx.fill("evenodd");
                }
                if (symbol.stroke && !layer.borders)
                    this.stroke(symbol, symbol.width);
                if (symbol.hatch)
                    this.paintHatch(symbol, layer.boxes[row]);
            }
        },

        /* Inside the path that was traced last. */
        paintHatch(symbol, box) {
            const ctx = this.ctx, {min, max} = this._bounds;
            const [left, top] = this.toPixel(box[0], box[1]), [right, bottom] = this.toPixel(box[2], box[3]);
            ctx.save();
            ctx.clip("evenodd");
            ctx.beginPath();
            traceHatch(ctx, symbol, [Math.max(left, min.x), Math.max(top, min.y),
                                     Math.min(right, max.x), Math.min(bottom, max.y)]);
            ctx.setLineDash([]);
            ctx.strokeStyle = symbol.hatchColour;
            ctx.lineWidth = symbol.hatchWidth;
            ctx.stroke();
            ctx.restore();
        },

        stroke(symbol, width) {
            this.ctx.strokeStyle = symbol.stroke;
            this.ctx.lineWidth = width;
            this.ctx.setLineDash(symbol.dash || []);
            this.ctx.stroke();
        },

        linesOf(layer, row, shapes) {
            return shapes[row].map((part) => bendLine(this.pixelsOf(part), layer.bend, layer.clear));
        },

        paintLines(layer, shapes) {
            const ctx = this.ctx;
            ctx.lineJoin = "round";
            ctx.lineCap = "butt";
            for (let row = 0; row < layer.count; row++) {
                const symbol = symbolOf(layer, row);
                const width = (layer.geometry === "line" && layer.sizes && layer.sizes[row]) || symbol.width;
                if (!symbol.stroke || !(layer.bend || this.isInView(layer.boxes[row])))
                    continue;
                this.drawn += layer.geometry === "line";
                const heads = [];
                ctx.beginPath();
                for (const line of this.linesOf(layer, row, shapes)) {
                    const head = symbol.arrow ? headOf(line, symbol.arrow) : null;
                    this.trace(head ? head.line : line);
                    if (head)
                        heads.push(head.corners);
                }
                this.stroke(symbol, width);
                ctx.fillStyle = symbol.stroke;
                ctx.beginPath();
                heads.forEach((corners) => this.trace(corners));
                ctx.fill();
            }
        },

        /* ---- points ---- */

        /* Sets where symbols stand, and which are in view. Returns how many are. */
        placePoints(layer) {
            const {min, max} = this._bounds;
            let count = 0;
            for (let i = 0; i < layer.count; i++) {
                const x = layer.worldX[i] * this.scale - this.origin.x + layer.offX[i];
                const y = layer.worldY[i] * this.scale - this.origin.y + layer.offY[i];
                layer.pixelX[i] = x;
                layer.pixelY[i] = y;
                layer.seen[i] = x > min.x - 30 && x < max.x + 30 && y > min.y - 30 && y < max.y + 30 ? 1 : 0;
                count += layer.seen[i];
            }
            return count;
        },

        paintPoints(layer) {
            const count = this.placePoints(layer);
            if (layer.role === "members" && !layer.sizes && count > GATHER_FROM && this.isJam(layer)) {
                this.gather(layer);
                return;
            }
            for (let i = 0; i < layer.count; i++) {
                if (!layer.seen[i])
                    continue;
                const symbol = symbolOf(layer, i), x = layer.pixelX[i], y = layer.pixelY[i];
                this.drawn++;
                if (layer.sizes) {
                    paintMarker(this.ctx, this.data.shapes, symbol, sizeOf(layer, i, symbol), x, y);
                    continue;
                }
                const sprite = spriteOf(symbol, this.data.shapes, this.ratio), half = symbol.spriteHalf;
                this.ctx.drawImage(sprite, x - half, y - half, 2 * half, 2 * half);
            }
        },

        /* Whether symbols cover so much of where they stand that they hide each other: by cells, of
         * which each is covered whole at most, as on the printed map. */
        isJam(layer) {
            const covered = new Map(), whole = GATHER_CELL * GATHER_CELL;
            let sum = 0;
            for (let i = 0; i < layer.count; i++) {
                if (!layer.seen[i])
                    continue;
                const key = Math.floor(layer.pixelX[i] / GATHER_CELL) * 65536 +
                            Math.floor(layer.pixelY[i] / GATHER_CELL);
                const reach = reachOf(symbolOf(layer, i), symbolOf(layer, i).size);
                covered.set(key, (covered.get(key) || 0) + Math.PI * reach * reach);
            }
            for (const area of covered.values())
                sum += Math.min(area, whole);
            return sum > GATHER_SHARE * whole * covered.size;
        },

        /* Counts the members in hexagons, and draws these: over areas as circles, which hide less. */
        gather(layer) {
            const cells = new Map(), rise = HEXAGON * Math.sqrt(3) / 2;
            for (let i = 0; i < layer.count; i++) {
                if (!layer.seen[i])
                    continue;
                layer.seen[i] = 0;
                const x = layer.worldX[i] * this.scale, y = layer.worldY[i] * this.scale;
                const spot = [0, 1].map((odd) => {
                    const r = 2 * Math.round((y / rise - odd) / 2) + odd;
                    const c = Math.round(x / HEXAGON - odd / 2) + odd / 2;
                    return {r, c, far: Math.hypot(x - c * HEXAGON, y - r * rise)};
                }).reduce((a, b) => (a.far <= b.far ? a : b));
                const key = `${spot.r},${spot.c}`;
                if (!cells.has(key))
                    cells.set(key, {x: spot.c * HEXAGON - this.origin.x, y: spot.r * rise - this.origin.y, layer, rows: []});
                cells.get(key).rows.push(i);
            }
            this.cells = [...(this.cells || []), ...cells.values()];
            this.paintCells([...cells.values()]);
        },

        paintCells(cells) {
            const ctx = this.ctx, ramp = this.data.ramp;
            const most = cells.reduce((sum, cell) => Math.max(sum, cell.rows.length), 0);
            ctx.setLineDash([]);
            ctx.textAlign = "center";
            ctx.textBaseline = "middle";
            for (const cell of cells) {
                const share = Math.log(cell.rows.length + 1) / Math.log(most + 1);
                const step = Math.min(ramp.length - 1, Math.floor(share * ramp.length));
                ctx.beginPath();
                if (this.hasBands)
                    ctx.arc(cell.x, cell.y, Math.max(9, HEXAGON / 2 * Math.sqrt(cell.rows.length / most)), 0, TAU);
                for (let k = 0; k < 6 && !this.hasBands; k++) {
                    const a = TAU * (k + 0.5) / 6, far = HEXAGON / Math.sqrt(3);
                    ctx.lineTo(cell.x + far * Math.cos(a), cell.y + far * Math.sin(a));
                }
                ctx.closePath();
                ctx.fillStyle = this.hasBands ? "#ffffffcc" : ramp[step];
                ctx.strokeStyle = this.hasBands ? "#222222" : "#ffffff";
                ctx.lineWidth = 1;
                ctx.fill();
                ctx.stroke();
                ctx.font = `11px ${FONT}`;
                ctx.fillStyle = !this.hasBands && step > ramp.length - 3 ? "#ffffff" : "#111111";
                ctx.fillText(cell.rows.length.toLocaleString("en"), cell.x, cell.y);
                this.drawn++;
            }
        },

        /* ---- labels ---- */

        textOf(layer, row) {
            return (layer.labels && layer.labels[row]) || (layer.names && layer.names[row]) || "";
        },

        paintLabels(shown) {
            const taken = [];
            for (const layer of shown.filter((l) => l.geometry === "point"))
                for (let i = 0; i < layer.count && taken.length < 3000; i++) {
                    const reach = layer.seen[i] ? reachOf(symbolOf(layer, i), sizeOf(layer, i, symbolOf(layer, i))) : 0;
                    if (reach)
                        taken.push([layer.pixelX[i] - reach, layer.pixelY[i] - reach,
                                    layer.pixelX[i] + reach, layer.pixelY[i] + reach]);
                }
            for (const cell of this.cells || [])
                taken.push([cell.x - HEXAGON / 2, cell.y - HEXAGON / 2, cell.x + HEXAGON / 2, cell.y + HEXAGON / 2]);
            this.addControls(taken);
            for (const role of ["places", "members", "lines", "bands", "outlines"])
                for (const layer of shown.filter((l) => l.role === role && l.label))
                    this.paintLayerLabels(layer, taken);
        },

        /* No name stands under a button. */
        addControls(taken) {
            const frame = this._map.getContainer().getBoundingClientRect();
            const corner = this._map.containerPointToLayerPoint([-frame.left, -frame.top]);
            for (const control of this._map.getContainer().querySelectorAll(".leaflet-control")) {
                const box = control.getBoundingClientRect();
                taken.push([box.left + corner.x - 2, box.top + corner.y - 2, box.right + corner.x + 2, box.bottom + corner.y + 2]);
            }
        },

        paintLayerLabels(layer, taken) {
            const ctx = this.ctx, size = Math.max(LEAST_FONT, layer.label.size);
            const rows = [];
            for (let i = 0; i < layer.count && rows.length <= LABELS_MOST; i++)
                if ((layer.geometry === "point" ? layer.seen[i] : this.isInView(layer.boxes[i])) && this.textOf(layer, i))
                    rows.push(i);
            if (layer.geometry === "line" || rows.length > LABELS_MOST)
                return;
            ctx.font = `${layer.label.bold ? "bold " : ""}${size}px ${FONT}`;
            ctx.letterSpacing = `${layer.label.spacing * size}px`;
            ctx.textBaseline = "middle";
            ctx.textAlign = "center";
            ctx.lineJoin = "round";
            for (const row of rows) {
                const text = this.textOf(layer, row), half = ctx.measureText(text).width / 2 + 1;
                const spot = this.labelSpots(layer, row, half, size).find(([x, y]) => {
                    const box = [x - half, y - size * 0.6, x + half, y + size * 0.6];
                    return this.isFree(box, taken) && taken.push(box);
                });
                if (!spot)
                    continue;
                ctx.strokeStyle = layer.label.halo;
                ctx.lineWidth = 3;
                ctx.setLineDash([]);
                ctx.strokeText(text, spot[0], spot[1]);
                ctx.fillStyle = layer.label.colour;
                ctx.fillText(text, spot[0], spot[1]);
            }
            ctx.letterSpacing = "0px";
        },

        labelSpots(layer, row, half, size) {
            if (layer.geometry !== "point") {
                const [x, y] = this.middleOf(layer, row), box = layer.boxes[row];
                const width = (box[2] - box[0]) * this.scale;
                return width > 1.2 * half ? [[x, y], [x, y - 2 * size], [x, y + 2 * size]] : [];
            }
            const symbol = symbolOf(layer, row), x = layer.pixelX[row], y = layer.pixelY[row];
            const off = reachOf(symbol, sizeOf(layer, row, symbol)) + 2, up = off + size * 0.6;
            return [[x + off + half, y], [x - off - half, y], [x, y - up], [x, y + up],
                    [x + off + half, y - size * 0.7], [x + off + half, y + size * 0.7],
                    [x - off - half, y - size * 0.7], [x - off - half, y + size * 0.7]];
        },

        isFree(box, taken) {
            const min = this._map.containerPointToLayerPoint([0, 0]), max = min.add(this._map.getSize());
            return box[0] > min.x && box[2] < max.x && box[1] > min.y && box[3] < max.y &&
                   !taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);
        },

        /* The middle of an area's largest ring, of a line half way, in pixels. */
        middleOf(layer, row) {
            if (layer.geometry === "point")
                return this.toPixel(layer.worldX[row], layer.worldY[row]);
            const parts = layer.shapes[row];
            if (layer.geometry === "line") {
                const line = this.linesOf(layer, row, layer.shapes)[0], i = 2 * Math.floor(line.length / 4);
                return [line[i], line[i + 1]];
            }
            let best = [0, 0, 0];
            for (const part of parts) {
                let area = 0, x = 0, y = 0;
                for (let i = 2; i < part.length; i += 2) {
                    const ax = part[i - 2] - part[0], ay = part[i - 1] - part[1];
                    const bx = part[i] - part[0], by = part[i + 1] - part[1], cross = ax * by - bx * ay;
                    area += cross;
                    x += cross * (ax + bx);
                    y += cross * (ay + by);
                }
                if (Math.abs(area) > Math.abs(best[0]))
                    best = [area, part[0] + x / (3 * area), part[1] + y / (3 * area)];
            }
            return this.toPixel(best[1], best[2]);
        },

        paintChosen() {
            if (!this.chosen || !this.chosen.layer.isShown)
                return;
            const {layer, row} = this.chosen, ctx = this.ctx;
            ctx.setLineDash([]);
            ctx.strokeStyle = "#d60000";
            ctx.lineWidth = 2.5;
            ctx.beginPath();
            if (layer.geometry === "point") {
                const symbol = symbolOf(layer, row);
                const [x, y] = layer.seen[row] ? [layer.pixelX[row], layer.pixelY[row]] : this.middleOf(layer, row);
                ctx.arc(x, y, reachOf(symbol, sizeOf(layer, row, symbol)) + 4, 0, TAU);
            } else if (layer.geometry === "line") {
                this.linesOf(layer, row, layer.shapes).forEach((line) => this.trace(line));
            } else {
                layer.shapes[row].forEach((part) => this.trace(this.pixelsOf(part)));
            }
            ctx.stroke();
        },

        /* ---- what lies where ---- */

        /* All that lies at a place of the map, the uppermost first: {cell}, or {layer, row}. */
        find(at, slack) {
            const {data} = this, shown = data.order.map((i) => data.layers[i]).filter((l) => l.isShown && l.symbols.length);
            const cell = (this.cells || []).find((c) => Math.hypot(c.x - at.x, c.y - at.y) < HEXAGON / 2);
            const points = [], lines = [], areas = [];
            for (const layer of shown.reverse()) {
                if (layer.geometry === "point")
                    this.findPoints(points, layer, at, slack);
                else if (layer.geometry === "line")
                    this.findLines(lines, layer, at, slack);
                else if (layer.geometry === "area")
                    this.findAreas(areas, layer, at);
            }
            if (points.length === 0 && cell)
                return [{cell}];
            const inside = points.filter((hit) => hit.far <= 0);
            if (points.length)
                return inside.length ? inside : points.sort((a, b) => a.far - b.far).slice(0, 1);
            return lines.length ? lines : areas;
        },

        findPoints(out, layer, at, slack) {
            for (let i = layer.count - 1; i >= 0; i--) {
                if (!layer.seen[i])
                    continue;
                const symbol = symbolOf(layer, i);
                const far = Math.hypot(layer.pixelX[i] - at.x, layer.pixelY[i] - at.y) -
                            reachOf(symbol, sizeOf(layer, i, symbol));
                if (far <= slack)
                    out.push({layer, row: i, far});
            }
        },

        findLines(out, layer, at, slack) {
            for (let row = 0; row < layer.count; row++)
                if ((layer.bend || this.isInView(layer.boxes[row])) && this.isTold(layer, row) &&
                    this.linesOf(layer, row, layer.shapes).some((line) => {
                        for (let i = 2; i < line.length; i += 2) {
                            const a = L.point(line[i - 2], line[i - 1]), b = L.point(line[i], line[i + 1]);
                            if (L.LineUtil.pointToSegmentDistance(at, a, b) <= slack + 1)
                                return true;
                        }
                        return false;
                    }))
                    out.push({layer, row});
        },

        findAreas(out, layer, at) {
            const x = (at.x + this.origin.x) / this.scale, y = (at.y + this.origin.y) / this.scale;
            for (let row = 0; row < layer.count; row++) {
                const box = layer.boxes[row];
                let inside = false;
                if (x < box[0] || x > box[2] || y < box[1] || y > box[3] || !this.isTold(layer, row))
                    continue;
                for (const part of layer.shapes[row])
                    for (let i = 2; i < part.length; i += 2)
                        if (part[i - 1] > y !== part[i + 1] > y &&
                            x < part[i - 2] + (y - part[i - 1]) / (part[i + 1] - part[i - 1]) * (part[i] - part[i - 2]))
                            inside = !inside;
                if (inside)
                    out.push({layer, row});
            }
        },

        /* Whether there is something to say of a row. */
        isTold(layer, row) {
            return (layer.names && layer.names[row]) || layer.columns.length > 0;
        },

        /* Where a row stands on the map, in degrees. */
        placeOf(layer, row) {
            const [x, y] = layer.geometry === "point" && layer.seen[row]
                ? [layer.pixelX[row], layer.pixelY[row]] : this.middleOf(layer, row);
            return this._map.layerPointToLatLng(L.point(x, y));
        },

        boundsOf(layer, rows) {
            const corners = rows.flatMap((row) => (layer.geometry === "point"
                ? [[layer.worldX[row], layer.worldY[row]]]
                : [layer.boxes[row].slice(0, 2), layer.boxes[row].slice(2)]));
            return L.latLngBounds(corners.map(([x, y]) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0)));
        },
    });

    return {Sheet};
})();
