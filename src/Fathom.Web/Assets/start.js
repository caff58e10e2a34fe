// Goes on trying to reconnect: a training may outlast a night, and so may a page that watches it.
Blazor.start({
    circuit: {
        reconnectionOptions: {
            maxRetries: 100000,
            retryIntervalMilliseconds: tries => Math.min(200 * 1.5 ** tries, 5000),
        },
    },
});
