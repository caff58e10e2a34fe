using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>Counts how often a loss has stayed without a new best for too long.</summary>
sealed class Plateau(OnPlateau schedule)
{
    double _best = double.PositiveInfinity;
    double _running = double.NaN;
    long _bad;
    long _cooldown;

    public OnPlateau Schedule => schedule;

    /// <summary>How often the learning rate was to drop.</summary>
    public int Drops { get; private set; }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_best);
        writer.Write(_running);
        writer.Write(_bad);
        writer.Write(_cooldown);
        writer.Write(Drops);
    }

    public void Read(BinaryReader reader) =>
        (_best, _running, _bad, _cooldown, Drops) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());

    /// <summary>Hears the next loss; one that is not finite counts as no new best and is not averaged.</summary>
    public void Hear(double loss)
    {
        if (double.IsFinite(loss))
            _running = double.IsNaN(_running) ? loss : schedule.Smoothing * _running + (1 - schedule.Smoothing) * loss;
        // A best below zero is bettered by what lies lower by the share of its size.
        var isBetter = double.IsFinite(loss) && (double.IsPositiveInfinity(_best) || _running < _best - schedule.Threshold * Math.Abs(_best));
        if (isBetter) _best = _running;
        _bad = isBetter ? 0 : _bad + 1;
        if (_cooldown > 0)
        {
            _cooldown--;
            _bad = 0;
        }

        if (_bad <= schedule.Patience) return;
        Drops++;
        _cooldown = schedule.Cooldown;
        _bad = 0;
    }
}
