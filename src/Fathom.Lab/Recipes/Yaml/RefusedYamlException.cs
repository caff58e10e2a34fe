using YamlDotNet.Core;

namespace Fathom.Lab.Recipes;

/// <summary>Valid YAML that no recipe may hold; never leaves the node reader.</summary>
sealed class RefusedYamlException(Mark at, string message) : Exception(message)
{
    public Mark At => at;
}
