using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Makes the network's end and the loss fit each other and the data.</summary>
/// <remarks>
/// Bridle (1990): softmax and cross-entropy belong together, since their gradient at the logits is the difference of probabilities; a second
/// softmax or any other bend in between multiplies it by a slope. Which end fits which loss: docs/treatments/repair-output.md.
/// </remarks>
public sealed record RepairOutput : ITreatment
{
    /// <inheritdoc/>
    public string Id => "repair-output";

    /// <summary>The loss; null, and the best repair for the recipe is made, unless the output fits already.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The activation that the network ends in; null: it ends in weights.</summary>
    public Activation? Ending { get; init; }

    /// <summary>How many outputs the last layer has, 1 to 1,000,000; null: as many as it had.</summary>
    public int? Units { get; init => field = value is { } units ? Require.Between(units, 1, 1_000_000, nameof(Units)) : null; }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
        ["mismatched-output", "output-activation", "loss-plateau", "saturated-activation", "vanishing-gradient", "non-finite", "dead-units", "loss"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        var fit = OutputFit.Of(recipe);
        var repairs = fit.Repairs(finding.Id == "mismatched-output" || finding.Causes.Any(cause => cause.Id == "output-activation")).ToArray();
        // A sigmoid before its loss is right, and still costs a slope that the loss on logits does not have.
        var saturates = finding.Id is "saturated-activation" or "vanishing-gradient" or "mismatched-output" or "loss-plateau";
        return repairs is [] && saturates && recipe.Loss is Bce && fit.Tail is [Sigmoid] ? [new RepairOutput { Loss = new BceWithLogits() }] : repairs;
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var fit = OutputFit.Of(recipe);
        if (Form(fit) is not { } form) return recipe;
        Layer[] layers = [.. fit.Bare(form.Units), .. form.Ending is { } ending ? [ending] : Array.Empty<Layer>()];
        return recipe with { Network = recipe.Network with { Layers = ValueList.Of<Layer>(layers) }, Loss = form.Loss! };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var fit = OutputFit.Of(recipe);
        if (Form(fit) is not { } form) return "Leave the output as it is: it fits the loss.";
        var units = form.Units is { } count ? string.Create(CultureInfo.InvariantCulture, $" with {count:N0} outputs") : "";
        var instead = fit.Tail.Count > 0 ? $" instead of {string.Join(" and ", fit.Tail.Select(layer => layer.Kind))}" : "";
        var loss = Name(form.Loss!) == Name(recipe.Loss) ? $"before {Name(recipe.Loss)}" : $"and take {Name(form.Loss!)} for {Name(recipe.Loss)}";
        return $"End the network in {form.Ending?.Kind ?? "its last weights"}{units}{instead} {loss}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        var fit = OutputFit.Of(recipe);
        if (Form(fit) is not { } form) return "Nothing is to be changed.";
        var end = form.Ending switch
        {
            null => "Let forward return what the last layer of weights makes, with no activation behind it",
            LogSoftmax => "Let forward end in torch.nn.functional.log_softmax(x, 1)",
            _ => "Let forward end in torch.sigmoid(x)",
        };
        var units = form.Units is { } count ? string.Create(CultureInfo.InvariantCulture, $", which has {count} outputs,") : "";
        return $"{end}{units} and take the loss torch.nn.functional.{Function(form.Loss!)}.";
    }

    RepairOutput? Form(OutputFit fit) => Loss is not null ? this : fit.Repairs().FirstOrDefault();

    static string Name(Loss loss) => loss switch
    {
        CrossEntropy => "cross-entropy",
        BceWithLogits => "bce-with-logits",
        _ => loss.GetType().Name.ToLowerInvariant(),
    };

    static string Function(Loss loss) => loss switch
    {
        CrossEntropy => "cross_entropy(x, target)",
        Nll => "nll_loss(x, target)",
        Bce => "binary_cross_entropy(x, target)",
        BceWithLogits => "binary_cross_entropy_with_logits(x, target)",
        Mae => "l1_loss(x, target)",
        Huber huber => $"huber_loss(x, target, {Figures.Text(huber.Delta)})",
        _ => "mse_loss(x, target)",
    };
}
