// Draws the options that the server makes. Everything that is computed is computed there; here is only what needs a browser.
const charts = new Map();
const visible = new IntersectionObserver(entries => {
    for (const entry of entries) {
        const chart = charts.get(entry.target);
        if (!chart) continue;
        chart.isVisible = entry.isIntersecting;
        chart.onVisible?.();
        draw(chart);
    }
}, { rootMargin: "300px" });
const sized = new ResizeObserver(entries => {
    for (const entry of entries) charts.get(entry.target)?.drawing?.resize();
});

function chartOf(canvas) {
    let chart = charts.get(canvas);
    if (!chart) {
        chart = { canvas, drawing: null, waiting: null, isVisible: false, isPlanned: false, zoom: null, selected: null, after: [] };
        charts.set(canvas, chart);
        visible.observe(canvas);
        sized.observe(canvas);
    }

    return chart;
}

function draw(chart) {
    if (!chart.isVisible || chart.waiting === null || chart.isPlanned) return;
    chart.isPlanned = true;
    requestAnimationFrame(() => {
        chart.isPlanned = false;
        drawNow(chart);
    });
}

function drawNow(chart) {
    if (chart.waiting === null || !chart.canvas.isConnected) return;
    const option = chart.waiting();
    chart.waiting = null;
    if (!chart.drawing) {
        chart.drawing = echarts.init(chart.canvas, null, { renderer: "canvas" });
        chart.drawing.on("datazoom", event => { chart.zoom = event.batch ?? [event]; });
        chart.drawing.on("legendselectchanged", event => { chart.selected = event.selected; });
    }

    chart.drawing.setOption(prepared(chart, option), { notMerge: true });
    chart.canvas.dataset.drawn = String(Number(chart.canvas.dataset.drawn ?? 0) + 1);
}

// Paper shows what nobody has scrolled to. What is folded away has no room to be drawn in, and is not printed either.
addEventListener("beforeprint", () => {
    for (const chart of charts.values()) if (chart.canvas.clientWidth > 0) drawNow(chart);
});

// On very large screens the page's text grows, and what is written in charts with it.
const scale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
const lengths = new Set(["fontSize", "lineHeight", "symbolSize", "itemGap", "itemWidth", "itemHeight", "nameGap", "left", "right", "top", "bottom", "height", "width", "barMaxWidth"]);

function scaled(part, factor) {
    for (const [name, value] of Object.entries(part)) {
        if (name === "data") continue;
        if (typeof value === "number" && lengths.has(name)) part[name] = value * factor;
        else if (value && typeof value === "object") scaled(value, factor);
    }
}

// What the viewer has chosen in the chart itself outlasts its next state.
function prepared(chart, option) {
    option.animation = false;
    const factor = scale();
    if (factor !== 1) scaled(option, factor);
    // A legend of several rows would lie over the chart: in little room it is one row to leaf through.
    if (chart.canvas.clientWidth < 640 * factor) {
        for (const legend of [option.legend ?? []].flat()) {
            const color = legend.textStyle?.color;
            Object.assign(legend, { type: "scroll", pageIconColor: color, pageTextStyle: { color }, pageIconSize: 12 });
        }
    }

    if (option.legend && chart.selected) for (const legend of [option.legend].flat()) legend.selected = { ...legend.selected, ...chart.selected };
    if (!option.dataZoom) {
        const steps = [option.xAxis ?? []].flat().map((axis, index) => axis.type === "value" ? index : -1).filter(index => index >= 0);
        // The wheel scrolls the page; with Ctrl it zooms, as in maps.
        if (steps.length) option.dataZoom = [{ type: "inside", xAxisIndex: steps, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true, moveOnMouseWheel: false }];
    }

    if (chart.zoom && option.dataZoom) {
        for (const zoom of chart.zoom) {
            const target = [option.dataZoom].flat()[zoom.dataZoomIndex ?? 0];
            if (target && zoom.start !== undefined) Object.assign(target, { start: zoom.start, end: zoom.end });
        }
    }

    return fathomPictures.prepare(option);
}

function size(canvas, height) {
    const wanted = `${Math.round(height * scale())}px`;
    if (canvas.style.height !== wanted) canvas.style.height = wanted;
}

export function show(canvas, optionText, height) {
    const chart = chartOf(canvas);
    size(canvas, height);
    // Only the newest waits: a browser that cannot keep up leaves states out, it does not queue them.
    chart.waiting = () => JSON.parse(optionText);
    draw(chart);
}

export function end(canvas) {
    if (!canvas) return [...charts.keys()].filter(known => !known.isConnected).forEach(end);
    const chart = charts.get(canvas);
    if (!chart) return;
    visible.unobserve(canvas);
    sized.unobserve(canvas);
    chart.drawing?.dispose();
    charts.delete(canvas);
}

export const scheme = () => window.fathomScheme.now();

// One connection per run, however many charts show it.
const lives = new Map();

// Of so many pictures is kept what was sent of them; beyond that, only of those in sight.
const mostFrames = 64;

// [path, value] puts a value in its place; [path, start, count, items] puts items into a list where some stood before.
function apply(frame, [path, ...what]) {
    const last = path.at(-1);
    let place = frame;
    for (const name of path.slice(0, -1)) place = place[name];
    if (what.length === 1) place[last] = what[0];
    else place[last] = [...place[last].slice(0, what[0]), ...what[2], ...place[last].slice(what[0] + what[1])];
}

class Live {
    constructor(run) {
        this.run = run;
        this.figures = new Map();
        this.tries = 0;
        this.socket = null;
        this.isPlanned = false;
        this.frames = new Map();
        this.lost = new Set();
        // Once the first sight of the page is served, each other picture is asked for once, so that it is there when the page is printed.
        this.asksForAll = false;
        setTimeout(() => { this.asksForAll = true; this.want(); }, 2000);
        this.connect();
    }

    connect() {
        const address = new URL(`live/${encodeURIComponent(this.run)}`, document.baseURI);
        address.protocol = address.protocol.replace("http", "ws");
        const socket = this.socket = new WebSocket(address);
        // What the former connection sent is no ground for the changes that this one sends.
        this.frames.clear();
        this.lost.clear();
        socket.onopen = () => { this.tries = 0; this.want(); };
        socket.onmessage = message => { if (this.socket === socket) this.hear(JSON.parse(message.data)); };
        socket.onclose = () => {
            if (this.socket !== socket || this.figures.size === 0) return;
            this.timer = setTimeout(() => this.connect(), Math.min(200 * 1.5 ** this.tries++, 5000));
        };
    }

    key(figure) {
        const wanted = this.figures.get(figure).picture;
        return `${wanted}${wanted.includes("?") ? "&" : "?"}scheme=${window.fathomScheme.now()}`;
    }

    say(message) {
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
    }

    want() {
        if (this.isPlanned) return;
        this.isPlanned = true;
        queueMicrotask(() => {
            this.isPlanned = false;
            const keys = new Set();
            for (const [figure, state] of this.figures) if (state.chart.isVisible || (this.asksForAll && !state.isKnown)) keys.add(this.key(figure));
            for (const key of [...this.frames.keys()]) if (this.frames.size > mostFrames && !keys.has(key) && this.frames.delete(key)) this.lost.add(key);
            const again = [...keys].filter(key => this.lost.delete(key));
            this.say({ want: [...keys], again });
        });
    }

    hear(turn) {
        let isEnough = false;
        for (const news of turn.pictures) {
            if (news.changes === undefined) this.frames.set(news.picture, news);
            else if (this.frames.has(news.picture)) news.changes.forEach(change => apply(this.frames.get(news.picture), change));
            else {
                // Forgotten here, but known there: asked for as a whole.
                this.lost.add(news.picture);
                this.want();
            }

            for (const [figure, state] of this.figures) {
                if (this.key(figure) !== news.picture) continue;
                isEnough ||= !state.isKnown && !state.chart.isVisible;
                this.show(figure, state, news.picture);
            }
        }

        // What is out of sight was wanted once, and is not followed.
        if (isEnough) this.want();

        // Answered only when it is drawn: the server sends nothing more before. In a hidden tab that is when it is looked at again.
        requestAnimationFrame(() => setTimeout(() => this.say({ seen: turn.turn }), 0));
    }

    show(figure, state, key) {
        const frame = this.frames.get(key);
        if (!frame) return;
        state.isKnown = true;
        const canvas = state.chart.canvas;
        figure.querySelector("h3").textContent = frame.title;
        figure.querySelector("figcaption").textContent = [frame.description, frame.cap].filter(Boolean).join(" ");
        canvas.setAttribute("aria-label", frame.description);
        figure.classList.toggle("is-empty", frame.isEmpty);
        size(canvas, frame.isEmpty ? 60 : frame.height);
        // A copy, for drawing changes it; and made only when it is drawn.
        state.chart.waiting = () => structuredClone(frame.option);
        draw(state.chart);
    }

    add(figure, picture) {
        const chart = chartOf(figure.querySelector(".canvas"));
        chart.onVisible = () => this.want();
        const state = { picture, chart };
        this.figures.set(figure, state);
        // Known already where another figure shows it, or did.
        this.show(figure, state, this.key(figure));
        this.want();
    }

    recolour() {
        for (const [figure, state] of this.figures) this.show(figure, state, this.key(figure));
        this.want();
    }

    remove(figure) {
        const state = this.figures.get(figure);
        if (!state) return;
        end(state.chart.canvas);
        this.figures.delete(figure);
        if (this.figures.size > 0) return this.want();
        clearTimeout(this.timer);
        lives.delete(this.run);
        this.socket?.close();
    }
}

export function follow(figure, run, picture) {
    const former = [...lives.values()].find(live => live.figures.has(figure));
    if (former && former.run !== run) former.remove(figure);
    if (!lives.has(run)) lives.set(run, new Live(run));
    lives.get(run).add(figure, picture);
}

export function leave(figure) {
    for (const live of [...lives.values()]) {
        // By the time that this is called the element may be gone, and with it its name.
        for (const known of [...live.figures.keys()]) if (known === figure || !known.isConnected) live.remove(known);
    }
}

document.addEventListener("fathom-scheme", () => {
    for (const live of lives.values()) live.recolour();
});
