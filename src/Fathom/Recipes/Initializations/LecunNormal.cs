namespace Fathom.Recipes;

/// <summary>Drawn from a normal distribution of variance 1/fan-in: level on the way forward through linear layers, and what SELU asks for.</summary>
/// <remarks>LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, equation 16; Klambauer et al. (2017), Self-normalizing neural networks.</remarks>
public sealed record LecunNormal : Initialization;
