using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>Loss and held-out metric over the steps, with lanes below for what guards did and what the diagnoses found.</summary>
static class LossChart
{
    const string PictureId = "loss";
    const string Title = "Loss and held-out metric";
    const int MostPoints = 800;

    public static Picture Draw(RunView view, Scheme scheme)
    {
        var loss = Joined(Of(view, ScalarTags.Loss));
        var heldOut = Joined(Of(view, ScalarTags.HeldOutLoss));
        var accuracy = Joined(Of(view, ScalarTags.HeldOutAccuracy));
        var all = loss.Concat(heldOut).Concat(accuracy).ToList();
        if (all.Count == 0) return Blank.Picture(PictureId, Title, "This run holds no loss yet.", scheme);

        return new Picture
        {
            Id = PictureId,
            Title = Title,
            Description = Sentence(view, loss, heldOut, accuracy),
            Option = new LossOption(view, Palette.Of(scheme), (all.Min(block => block.FirstStep), Math.Max(view.Step, all.Max(block => block.LastStep)))).Write(loss, heldOut, accuracy),
            Table = Table(("loss", loss), ("held-out loss", heldOut), ("held-out accuracy", accuracy)),
            Height = 360,
            Cap = Of(view, ScalarTags.Loss) is var whole && whole.Count > loss.Count
                ? $"The loss is drawn at {loss.Count} points for {whole.Count} recorded values or blocks of them; the shade reaches from the least to the greatest loss at each."
                : "",
        };
    }

    static IReadOnlyList<ScalarBlock> Of(RunView view, string tag) => view.Scalars.TryGetValue(tag, out var blocks) ? blocks : [];

    /// <summary>Neighbours added up until there are few enough: extremes and what was not finite stay in the sums.</summary>
    static IReadOnlyList<ScalarBlock> Joined(IReadOnlyList<ScalarBlock> blocks) =>
        blocks.Count <= MostPoints ? blocks : [.. blocks.Chunk((blocks.Count + MostPoints - 1) / MostPoints).Select(group => group.Aggregate((left, right) => left + right))];

    static string Sentence(RunView view, IReadOnlyList<ScalarBlock> loss, IReadOnlyList<ScalarBlock> heldOut, IReadOnlyList<ScalarBlock> accuracy)
    {
        var text = new List<string>();
        var finite = loss.Where(block => block.Values.Finite > 0).ToList();
        if (finite.Count > 0)
        {
            var (first, last) = (finite[0], finite[^1]);
            var change = Math.Abs(last.Mean - first.Mean) / Math.Max(Math.Abs(first.Mean), double.Epsilon);
            var course = change < 0.01 ? "stays within 1 %," : last.Mean < first.Mean ? "falls" : "rises";
            text.Add(finite.Count == 1
                ? $"The loss is {Say.Number(first.Mean)} at step {first.FirstStep}."
                : $"The loss {course} from {Say.Number(first.Mean)} at step {first.FirstStep} to {Say.Number(last.Mean)} at step {last.LastStep}; the least was {Say.Number(finite.Min(block => block.Values.Minimum))}.");
        }

        if (loss.FirstOrDefault(block => block.Values.HasNonFinite) is { } broken) text.Add($"It is not finite from about step {broken.FirstStep} on, at {Say.Count(loss.Sum(block => block.Values.Count - block.Values.Finite), "step", "steps")}.");
        if (heldOut.Count > 0) text.Add($"The held-out loss ends at {Say.Value(heldOut[^1].Last)}.");
        if (accuracy.Count > 0) text.Add($"The held-out accuracy ends at {Say.Value(accuracy[^1].Last)}.");
        if (view.GuardEventCount > 0) text.Add($"Guards acted {Say.Count(view.GuardEventCount, "time", "times")}.");
        if (view.Findings.Count > 0) text.Add($"{Say.Count(view.Findings.Count, "finding", "findings")}, the first at step {view.Findings.Min(finding => finding.Step)}.");
        return string.Join(' ', text);
    }

    static PictureTable Table(params (string Name, IReadOnlyList<ScalarBlock> Blocks)[] scalars) => new(
        ["what", "from step", "to step", "mean", "least", "greatest", "not finite"],
        [.. scalars.SelectMany(scalar => Spread.Of(scalar.Blocks, 24).Select(block => (IReadOnlyList<string>)
        [
            scalar.Name, $"{block.FirstStep}", $"{block.LastStep}", Say.Number(block.Mean), Say.Number(block.Values.Minimum), Say.Number(block.Values.Maximum), $"{block.Values.Count - block.Values.Finite}",
        ]))]);
}
