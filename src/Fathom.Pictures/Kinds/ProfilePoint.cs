using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Kinds;

/// <summary>One layer of a depth profile.</summary>
sealed record ProfilePoint(string Layer, Magnitude Gradient, Magnitude Activation, Magnitude Update);
