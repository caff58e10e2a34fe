// Runs before the page is drawn, so that it never flashes in the other scheme.
(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const wanted = () => {
        try { return localStorage.getItem("fathom-scheme") ?? "auto"; } catch { return "auto"; }
    };
    const now = () => wanted() === "auto" ? (dark.matches ? "dark" : "light") : wanted();
    const apply = () => {
        const scheme = now();
        if (document.documentElement.dataset.scheme === scheme) return;
        document.documentElement.dataset.scheme = scheme;
        document.dispatchEvent(new CustomEvent("fathom-scheme", { detail: scheme }));
    };
    window.fathomScheme = {
        now,
        offer(choice) {
            choice.value = wanted();
            choice.addEventListener("change", () => {
                try { localStorage.setItem("fathom-scheme", choice.value); } catch { /* a browser that keeps nothing follows its system */ }
                apply();
            });
        },
    };
    dark.addEventListener("change", apply);
    addEventListener("storage", apply);
    apply();
})();
