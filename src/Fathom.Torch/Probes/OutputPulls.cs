using Fathom.Ledger;

namespace Fathom.Torch.Probes;

/// <summary>Compares a few answers with the gradient that comes back to each of them: what a loss makes of its answers gives it away.</summary>
sealed class OutputPulls
{
    const int MostColumns = 64;

    /// <summary>Rounding leaves 1e-7 of a number; differences of numbers that differ by a thousandth of themselves keep four digits of it.</summary>
    const double Rounding = 1e-3;

    double[] _answers = [];
    double[] _pulls = [];

    /// <summary>Keeps the answers of the picked rows; nothing of rows that are too long.</summary>
    public void Keep(in RowMemory rows) => _answers = rows.Columns <= MostColumns ? Numbers(rows) : [];

    /// <summary>The reading with what the gradient of the same rows adds to it.</summary>
    public OutputReading Compare(OutputReading reading, in RowMemory gradient)
    {
        if (_answers.Length == 0 || gradient.Columns > MostColumns) return reading;
        _pulls = Numbers(gradient);
        if (_pulls.Length != _answers.Length || !Array.Exists(_pulls, pull => pull != 0)) return reading;
        var (target, loss) = gradient.Columns == 1 ? CommonTarget(gradient.Count) : (double.NaN, double.NaN);
        return reading with
        {
            // The mean over all numbers, over the rows, or the sum.
            FarthestFromLogistic = new[] { gradient.Count * gradient.Columns, gradient.Count, 1.0 }.Distinct().Min(FarthestFromLogistic),
            CommonTarget = target,
            CommonTargetLoss = loss,
        };
    }

    static double[] Numbers(in RowMemory rows)
    {
        var numbers = new double[rows.Picked * rows.Columns];
        for (var picked = 0; picked < rows.Picked; picked++)
        {
            var start = rows.Start(picked);
            for (var column = 0L; column < rows.Columns; column++) numbers[(picked * rows.Columns) + column] = rows.At(start, column);
        }

        return numbers;
    }

    double FarthestFromLogistic(double scale)
    {
        var farthest = 0.0;
        for (var index = 0; index < _answers.Length; index++)
        {
            var apart = (_pulls[index] * scale) - (1 / (1 + Math.Exp(-_answers[index])));
            // Math.Max passes NaN on.
            farthest = Math.Max(farthest, Math.Min(Math.Abs(apart), Math.Abs(apart + 1)));
        }

        return farthest;
    }

    /// <summary>Where every pull is 2/N of its answer's distance from one number c: c and the mean square of these distances.</summary>
    (double Target, double Loss) CommonTarget(long rows)
    {
        if (_answers.Distinct().Count() < 4) return (double.NaN, double.NaN);
        var targets = new double[_answers.Length];
        for (var index = 0; index < targets.Length; index++) targets[index] = _answers[index] - (_pulls[index] * rows / 2);
        var target = targets.Average();
        var spread = targets.Max(number => Math.Abs(number - target));
        // The answers themselves must differ by more than rounding, or everything looks alike.
        return spread <= Rounding * (_answers.Max() - _answers.Min()) ? (target, _answers.Average(answer => (answer - target) * (answer - target))) : (double.NaN, double.NaN);
    }
}
