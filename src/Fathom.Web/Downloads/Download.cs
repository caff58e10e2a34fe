namespace Fathom.Web.Downloads;

/// <summary>A file made for a viewer; nobody else has it, and it is gone when it was sent.</summary>
/// <param name="Name">What the browser calls it.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">The whole of it, from its beginning.</param>
sealed record Download(string Name, string ContentType, Stream Content) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
