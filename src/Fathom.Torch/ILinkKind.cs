using Fathom.Ledger;

namespace Fathom.Torch;

/// <summary>A module that says itself what it multiplies gradients by, where its type's name does not.</summary>
/// <remarks>Without it a module is known by its type's name if it is one of TorchSharp's, and is <see cref="LinkKind.Other"/> else.</remarks>
public interface ILinkKind
{
    /// <summary>What the module multiplies gradients by.</summary>
    LinkKind LinkKind { get; }
}
