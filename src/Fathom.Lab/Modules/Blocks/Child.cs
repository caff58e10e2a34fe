using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A module inside another.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Module">The module.</param>
/// <param name="IsElsewhere">Whether another module owns it already, so that it is only called here.</param>
readonly record struct Child(string Name, nn.Module<Tensor, Tensor> Module, bool IsElsewhere);
