namespace Fathom.Treatments;

/// <summary>How much of a recipe a treatment changes, from the least to the most.</summary>
public enum Invasiveness
{
    /// <summary>A number of the training: its learning rate, a clipping, a schedule. The network stays as it is.</summary>
    Setting,

    /// <summary>Another rule of the training, or how the data are prepared: the optimizer, the precision, standardised inputs.</summary>
    Rule,

    /// <summary>How the weights start. The network is the same, what it has learnt so far is lost.</summary>
    Start,

    /// <summary>Something is put between the layers, or one small part is exchanged: a normalisation, a skip, an activation, the output.</summary>
    Part,

    /// <summary>Layers are exchanged for others, or there are more or fewer of them.</summary>
    Design,
}
