namespace Fathom.Torch.Probes;

/// <summary>Decides which steps are read: every n-th, or as many as a share of the training's time pays for.</summary>
/// <remarks>
/// Three readings are the fewest that prove anything (<see cref="Fathom.Diagnoses"/>), and a training of a few hundred quick steps pays for one or two.
/// So there is one reading per decade of its first steps, at the latest: behind steps 0, 9 and 99. The second and the third are advanced: nothing is
/// read after them before they have been paid.
/// </remarks>
sealed class ReadingSchedule(double budget, int? every)
{
    /// <summary>
    /// What a reading costs the training for each second that it takes itself: it also drives the network's numbers out of the caches, and
    /// lets libtorch's threads fall asleep. Measured side by side, 1.2 to 1.6 (bench/results/step.md); the promise is kept with room to spare.
    /// </summary>
    const double WholeCost = 2;
    const double Smoothing = 0.2;

    double _expectedCost;
    double _typicalDuration;
    double _spent;
    double _elapsed;
    long _steps;
    long _readings;

    /// <summary>True when the step after <paramref name="step"/> is to be read.</summary>
    public bool Includes(long step) =>
        every is { } interval ? step % interval == 0 : IsAdvanced || _spent + _expectedCost <= budget * _elapsed;

    bool IsAdvanced => _readings switch { 0 => true, 1 => _steps >= 9, 2 => _steps >= 99, _ => false };

    /// <summary>Has the readings to come pay for something else that the monitor did.</summary>
    public void Charge(double cost) => _spent += WholeCost * cost;

    /// <summary>Accounts for one step that took <paramref name="duration"/> in all, of which reading took <paramref name="cost"/>.</summary>
    public void Account(double duration, double cost, bool wasRead)
    {
        _steps++;

        // A pause between steps (evaluation, a checkpoint) is no training time that readings could be paid from.
        duration = _typicalDuration == 0 ? duration : Math.Min(duration, 2 * _typicalDuration);
        _typicalDuration = _typicalDuration == 0 || duration < _typicalDuration ? duration : _typicalDuration + (Smoothing * (duration - _typicalDuration));
        cost *= WholeCost;

        // The first reading compiles what it runs; it is paid once in a training and says nothing about the next.
        if (_readings > 0 || !wasRead)
        {
            _elapsed += duration;
            _spent += cost;
        }

        if (!wasRead) return;
        _readings++;
        _expectedCost = _readings switch
        {
            1 => 0,
            2 => cost,
            _ => _expectedCost + (Smoothing * (cost - _expectedCost)),
        };
    }
}
