using System.Text;

namespace Fathom.Torch.Guards;

/// <summary>A guard's name as its page and its events write it.</summary>
static class GuardName
{
    /// <summary>The class's name in lower case, its words divided by hyphens.</summary>
    public static string Of(IGuard guard)
    {
        var name = new StringBuilder();
        foreach (var letter in guard.GetType().Name)
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
