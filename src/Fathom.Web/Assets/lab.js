// What only a browser can do for the Lab. What is computed is computed on the server.
const key = "fathom-lessons";
// Okabe and Ito (2008): colours that all can tell apart; points differ in shape as well.
const colours = [[0, 114, 178], [230, 159, 0], [0, 158, 115], [204, 121, 167], [86, 180, 233], [213, 94, 0], [240, 228, 66], [120, 120, 120]];

export function showAddress(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin === location.origin && url.href !== location.href) history.replaceState(history.state, "", url);
}

export async function copy(field) {
    field.focus();
    field.select();
    try {
        await navigator.clipboard.writeText(field.value);
        return true;
    } catch {
        // Without a secure connection there is no clipboard: then the old way, and else the text stays selected.
        return document.execCommand("copy");
    }
}

export function lessonsDone() {
    try {
        const done = JSON.parse(localStorage.getItem(key) ?? "[]");
        return Array.isArray(done) ? done.filter(id => typeof id === "string" && id.length < 40).slice(0, 100) : [];
    } catch {
        return [];
    }
}

export function keepLessons(done) {
    try { localStorage.setItem(key, JSON.stringify(done)); } catch { /* A browser that keeps nothing: the address still does. */ }
}

function bytes(text) { return Uint8Array.from(atob(text), sign => sign.charCodeAt(0)); }

export function paintPlane(canvas, plane) {
    const { side, least, most, points } = plane;
    const classes = bytes(plane.classes), certainties = bytes(plane.certainties);
    const fields = document.createElement("canvas");
    fields.width = fields.height = side;
    const image = new ImageData(side, side);
    for (let at = 0; at < side * side; at++) {
        const isNumber = classes[at] !== 255;
        const [red, green, blue] = isNumber ? colours[classes[at] % colours.length] : [90, 90, 90];
        image.data.set([red, green, blue, isNumber ? 40 + certainties[at] * 0.6 : 200], 4 * at);
    }
    fields.getContext("2d").putImageData(image, 0, 0);
    const pen = canvas.getContext("2d");
    const size = canvas.width;
    pen.clearRect(0, 0, size, size);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, size, size);
    pen.imageSmoothingEnabled = false;
    // One field stands for no answers: then there are only the points.
    if (side > 1) pen.drawImage(fields, 0, 0, size, size);
    for (const [x, y, label] of points) {
        const across = (x - least) / (most - least) * size, down = (most - y) / (most - least) * size;
        const [red, green, blue] = colours[label % colours.length];
        pen.fillStyle = `rgb(${red * 0.7} ${green * 0.7} ${blue * 0.7})`;
        pen.strokeStyle = "#ffffff";
        pen.lineWidth = 1;
        pen.beginPath();
        if (label % 3 === 0) pen.arc(across, down, 3.6, 0, 7);
        else if (label % 3 === 1) pen.rect(across - 3.2, down - 3.2, 6.4, 6.4);
        else { pen.moveTo(across, down - 4.4); pen.lineTo(across + 4.2, down + 3.4); pen.lineTo(across - 4.2, down + 3.4); pen.closePath(); }
        pen.fill();
        pen.stroke();
    }
    canvas.dataset.painted = String(Number(canvas.dataset.painted ?? 0) + 1);
}

export function paintPicture(canvas, text) {
    const pixels = bytes(text);
    const side = Math.round(Math.sqrt(pixels.length));
    if (side === 0 || side * side !== pixels.length) return;
    canvas.width = canvas.height = side;
    const image = new ImageData(side, side);
    for (let at = 0; at < pixels.length; at++) image.data.set([pixels[at], pixels[at], pixels[at], 255], 4 * at);
    canvas.getContext("2d").putImageData(image, 0, 0);
}
