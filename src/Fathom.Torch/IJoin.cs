namespace Fathom.Torch;

/// <summary>
/// A module without children in which the ways of a <see cref="Fork"/> come together: it takes one tensor for each way, in the fork's order.
/// </summary>
public interface IJoin;
