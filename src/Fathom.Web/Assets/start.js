// Goes on trying to reconnect: a training may outlast a night, and so may a page that watches it.
Blazor.start({
    circuit: {
        reconnectionOptions: {
            maxRetries: 100000,
            retryIntervalMilliseconds: tries => Math.min(200 * 1.5 ** tries, 5000),
        },
    },
});

// The address of a part of this page would be resolved against the base address, and lead away from it.
document.addEventListener("click", event => {
    if (!event.target.closest?.("a.skip")) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("main").focus();
}, true);
