namespace Fathom.Statistics;

/// <summary>Some of a tensor's memory.</summary>
/// <param name="Address">Where its first value lies.</param>
/// <param name="Count">How many values lie there.</param>
/// <param name="Type">How each value is stored.</param>
readonly record struct Piece(nint Address, long Count, ElementType Type);
