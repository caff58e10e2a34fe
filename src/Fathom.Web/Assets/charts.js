// Draws the options that the server makes. Everything that is computed is computed there; here is only what needs a browser.
const charts = new WeakMap();
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const visible = new IntersectionObserver(entries => {
    for (const entry of entries) {
        const chart = charts.get(entry.target);
        if (chart) { chart.isVisible = entry.isIntersecting; draw(chart); }
    }
}, { rootMargin: "200px" });
const sized = new ResizeObserver(entries => {
    for (const entry of entries) {
        const chart = charts.get(entry.target);
        if (chart?.drawing) chart.drawing.resize();
    }
});

function draw(chart) {
    if (!chart.isVisible || chart.waiting === null || chart.isPlanned) return;
    chart.isPlanned = true;
    requestAnimationFrame(() => {
        chart.isPlanned = false;
        const text = chart.waiting;
        if (text === null || !chart.element.isConnected) return;
        chart.waiting = null;
        const option = JSON.parse(text);
        if (!chart.drawing) {
            chart.drawing = echarts.init(chart.element, null, { renderer: "canvas" });
            chart.drawing.on("datazoom", event => { chart.zoom = event.batch ?? [event]; });
            chart.drawing.on("legendselectchanged", event => { chart.selected = event.selected; });
            chart.drawing.on("click", event => {
                chart.element.dispatchEvent(new CustomEvent("fathom-place", { bubbles: true, detail: { name: event.name, series: event.seriesName, value: event.value } }));
            });
        }

        // Moving pictures are for new content, not for twenty updates a second; and not for those who asked for calm.
        option.animation = false;
        // Text as canvas: the content security policy allows no style that a script wrote into markup.
        for (const tooltip of [option.tooltip].flat().filter(Boolean)) tooltip.renderMode = "richText";
        if (chart.zoom && option.dataZoom) {
            const zooms = [option.dataZoom].flat();
            for (const zoom of chart.zoom) {
                const index = zoom.dataZoomIndex ?? 0;
                if (zooms[index] && zoom.start !== undefined) Object.assign(zooms[index], { start: zoom.start, end: zoom.end });
            }
        }

        if (chart.selected && option.legend) for (const legend of [option.legend].flat()) legend.selected = { ...legend.selected, ...chart.selected };
        chart.drawing.setOption(option, { notMerge: true });
        chart.element.dataset.drawn = String(Number(chart.element.dataset.drawn ?? 0) + 1);
    });
}

export function show(element, optionText) {
    let chart = charts.get(element);
    if (!chart) {
        chart = { element, drawing: null, waiting: null, isVisible: false, isPlanned: false, zoom: null, selected: null };
        charts.set(element, chart);
        visible.observe(element);
        sized.observe(element);
    }

    // Only the newest waits: a browser that cannot keep up leaves states out, it does not queue them.
    chart.waiting = optionText;
    draw(chart);
}

export function end(element) {
    const chart = element && charts.get(element);
    if (!chart) return;
    visible.unobserve(element);
    sized.unobserve(element);
    chart.drawing?.dispose();
    charts.delete(element);
}

export const scheme = () => window.fathomScheme.now();
export const isCalm = () => calm.matches;
export function onScheme(listener) {
    const tell = event => listener.invokeMethodAsync("SchemeChanged", event.detail);
    document.addEventListener("fathom-scheme", tell);
    return { stop: () => document.removeEventListener("fathom-scheme", tell) };
}
