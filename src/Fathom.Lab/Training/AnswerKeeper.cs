using System.Diagnostics;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Writes a network's answers into a file now and then while it is trained; asking changes nothing in it.</summary>
/// <remarks>What fails in writing or asking ends the keeping and never the training.</remarks>
sealed class AnswerKeeper(string path, Trainer trainer)
{
    const int Side = 48;
    const int MostPoints = 300;
    const int MostSamples = 12;
    const double Share = 0.05;
    const double MarginShare = 0.15;
    const int SmallestPicture = 64;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly long _began = Stopwatch.GetTimestamp();
    long _lastAsked;
    TimeSpan _spent;
    bool _hasFailed;

    /// <summary>Asks after a step, at most four times a second and for a twentieth of the time.</summary>
    public void AfterStep(long step)
    {
        if (step > 1 && (Stopwatch.GetElapsedTime(_lastAsked) < Pause || _spent > Share * Stopwatch.GetElapsedTime(_began))) return;
        Ask(step);
    }

    /// <summary>Asks for the last time.</summary>
    public void AtTheEnd() => Ask(trainer.Steps);

    void Ask(long step)
    {
        if (_hasFailed) return;
        _lastAsked = Stopwatch.GetTimestamp();
        try
        {
            AnswersAt(step)?.Write(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Runtime.InteropServices.ExternalException)
        {
            _hasFailed = true;
        }

        _spent += Stopwatch.GetElapsedTime(_lastAsked);
    }

    Answers? AnswersAt(long step)
    {
        using var scope = NewDisposeScope();
        var samples = SamplesNow();
        return samples is null ? null : new Answers { Step = step, Plane = PlaneNow(), Samples = samples };
    }

    AnswerPlane? PlaneNow()
    {
        var dataset = trainer.Dataset;
        if (dataset.Classes is null || dataset.Training.Features.shape is not [_, 2]) return null;
        var count = Math.Min(MostPoints, dataset.Training.Count);
        var points = dataset.Training.Features.narrow(0, 0, count).data<float>().ToArray();
        var classes = ClassesOf(dataset.Training.Targets.narrow(0, 0, count));
        var reach = points.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max() * (1 + MarginShare);
        var (labels, certainties) = Judged(trainer.Ask(tensor(Fields(reach), [Side * Side, 2])));
        return new AnswerPlane(-reach, reach, Side, [.. labels.Select(label => label < 0 ? AnswerPlane.NoNumber : (byte)label)], [.. certainties.Select(Byte)])
        {
            Points = [.. classes.Select((label, index) => new AnswerPoint(points[2 * index], points[2 * index + 1], (int)label))],
        };
    }

    static float[] Fields(double reach)
    {
        var fields = new float[Side * Side * 2];
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                fields[2 * (row * Side + column)] = (float)(reach * (2 * (column + 0.5) / Side - 1));
                fields[2 * (row * Side + column) + 1] = (float)(-reach * (2 * (row + 0.5) / Side - 1));
            }
        }

        return fields;
    }

    /// <summary>Null where each time step has an answer of its own.</summary>
    List<AnswerSample>? SamplesNow()
    {
        var set = trainer.Dataset.HeldOut ?? trainer.Dataset.Training;
        var count = Math.Min(MostSamples, set.Count);
        var features = set.Features.narrow(0, 0, count);
        var answers = trainer.Ask(features);
        if (answers.dim() != 2) return null;
        var pictures = Pictures(features, (int)count);
        if (trainer.Dataset.Classes is null)
        {
            var (wanted, said) = (set.Targets.narrow(0, 0, count).reshape(count, -1).to(ScalarType.Float64), answers.to(ScalarType.Float64));
            return [.. Enumerable.Range(0, (int)count).Select(sample => new AnswerSample(wanted[sample, 0].item<double>(), said[sample, 0].item<double>(), double.NaN) { Picture = pictures(sample) })];
        }

        var classes = ClassesOf(set.Targets.narrow(0, 0, count));
        var (labels, certainties) = Judged(answers);
        return [.. classes.Select((label, sample) => new AnswerSample(label, labels[sample], certainties[sample]) { Picture = pictures(sample) })];
    }

    static Func<int, byte[]> Pictures(Tensor features, int count)
    {
        var pixels = features.numel() / count;
        var side = (long)Math.Round(Math.Sqrt(pixels));
        if (pixels < SmallestPicture || side * side != pixels || features.shape is [_, > 1, 1 or 2]) return _ => [];
        var values = features.reshape(count, pixels).data<float>().ToArray();
        var (least, most) = (values.Min(), values.Max());
        return sample => [.. values.Skip((int)(sample * pixels)).Take((int)pixels).Select(value => Byte(most > least ? (value - least) / (most - least) : 0))];
    }

    static long[] ClassesOf(Tensor targets) => targets switch
    {
        _ when targets.dtype == ScalarType.Int64 => targets.data<long>().ToArray(),
        _ when targets.shape is [_, 1] => [.. targets.reshape(-1).gt(0.5).to(ScalarType.Int64).data<long>()],
        _ => targets.argmax(1).data<long>().ToArray(),
    };

    /// <summary>The class of each answer and its probability; -1 and NaN where it is no number. A single output says yes, class 1, above its limit.</summary>
    static (long[] Labels, double[] Certainties) Judged(Tensor answers)
    {
        var numbers = answers.to(ScalarType.Float64);
        var chances = numbers.shape[1] == 1 ? cat([-numbers, numbers * 0], 1).softmax(1) : numbers.softmax(1);
        var (certainties, labels) = chances.max(1);
        var sure = certainties.data<double>().ToArray();
        return ([.. labels.data<long>().ToArray().Select((label, index) => double.IsNaN(sure[index]) ? -1 : label)], sure);
    }

    static byte Byte(double share) => (byte)Math.Clamp(Math.Round(255 * share), 0, 255);

    static byte Byte(float share) => Byte((double)share);
}
