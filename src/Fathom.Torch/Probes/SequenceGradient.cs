using System.Numerics;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>The gradient that came back to a sequence, time step by time step.</summary>
sealed unsafe class SequenceGradient(int timeDimension)
{
    const int Piece = 256;

    /// <summary>Its L2 norm at each time step; empty before one has arrived.</summary>
    public double[] Norms { get; private set; } = [];

    /// <summary>Reads a gradient of [samples, steps, features], of [steps, samples, features], or of [steps, features].</summary>
    public void Read(nint gradient)
    {
        var dimensions = LibTorch.Dimensions(gradient);
        if (dimensions is < 2 or > 3 || TensorMemory.ElementTypeOf(gradient) is not { } type) return;
        var ordered = TensorMemory.CopyInOrder(gradient);
        try
        {
            var time = dimensions == 2 ? 0 : timeDimension;
            var steps = checked((int)LibTorch.Size(ordered, time));
            var length = LibTorch.Size(ordered, dimensions - 1);
            var samples = dimensions == 2 ? 1 : LibTorch.Size(ordered, 1 - time);
            if (Norms.Length != steps) Norms = new double[steps];
            for (var step = 0; step < steps; step++)
            {
                var sum = 0.0;
                for (var sample = 0L; sample < samples; sample++)
                {
                    var row = time == 0 ? (step * samples) + sample : (sample * steps) + step;
                    sum += SumOfSquares(LibTorch.Data(ordered), row * length, length, type);
                }

                Norms[step] = Math.Sqrt(sum);
            }
        }
        finally
        {
            LibTorch.Dispose(ordered);
        }
    }

    static double SumOfSquares(nint address, long first, long count, ElementType type)
    {
        var piece = stackalloc double[Piece];
        var sum = 0.0;
        for (var start = 0L; start < count; start += Piece)
        {
            var length = (int)Math.Min(Piece, count - start);
            Widening.Copy(address, first + start, piece, length, type);
            var (squares, index) = (Vector<double>.Zero, 0);
            for (; index <= length - Vector<double>.Count; index += Vector<double>.Count)
            {
                var values = Vector.Load(piece + index);
                squares += values * values;
            }

            sum += Vector.Sum(squares);
            for (; index < length; index++) sum += piece[index] * piece[index];
        }

        return sum;
    }
}
