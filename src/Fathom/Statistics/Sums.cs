namespace Fathom.Statistics;

/// <summary>A sum and a sum of squares that never over- or underflows; adds in any order.</summary>
/// <remarks>
/// Three accumulators after Blue (1978), with the constants of LAPACK 3.10's dnrm2 (Anderson 2017, algorithm 978):
/// squares of magnitudes below 2^-511 are summed scaled up, those above 2^486 scaled down, all others as they are.
/// Every float32, float16 and bfloat16 belongs to the middle, where its square is exact in a double.
/// </remarks>
struct Sums
{
    public const int Size = 4 * sizeof(double);
    public const double Tiny = 1.4916681462400413E-154;     // 2^-511
    public const double Huge = 1.997919072202235E+146;      // 2^486
    const double Up = 4.4989137945431964E+161;              // 2^537
    const double Down = 1.1113793747425387E-162;            // 2^-538

    public double Sum, Small, Mid, Big;

    public readonly double Norm => Big > 0 ? Math.Sqrt(Big + (Mid * Down * Down)) / Down
        : Small == 0 ? Math.Sqrt(Mid)
        : Hypotenuse(Math.Sqrt(Mid), Math.Sqrt(Small) / Up);

    public readonly double Squares => Mid + (Big / Down / Down) + (Small / Up / Up);

    public void Add(double value)
    {
        Sum += value;
        AddSquare(value);
    }

    public void AddSquare(double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude > Huge) Big += magnitude * Down * (magnitude * Down);
        else if (magnitude < Tiny) Small += magnitude * Up * (magnitude * Up);
        else Mid += value * value;
    }

    public static Sums operator +(Sums left, Sums right) => new()
    {
        Sum = left.Sum + right.Sum,
        Small = left.Small + right.Small,
        Mid = left.Mid + right.Mid,
        Big = left.Big + right.Big,
    };

    public static Sums operator *(Sums sums, double times) => new()
    {
        Sum = sums.Sum * times,
        Small = sums.Small * times,
        Mid = sums.Mid * times,
        Big = sums.Big * times,
    };

    static double Hypotenuse(double one, double other)
    {
        var (less, more) = one < other ? (one, other) : (other, one);
        return more * Math.Sqrt(1 + (less / more * (less / more)));
    }
}
