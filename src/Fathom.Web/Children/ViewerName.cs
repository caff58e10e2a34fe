using Microsoft.AspNetCore.Components.Authorization;

namespace Fathom.Web.Children;

/// <summary>Who looks at a page, by the signed cookie of the browser.</summary>
public sealed class ViewerName(AuthenticationStateProvider authentication)
{
    /// <summary>The viewer's name; the same for all who came without a cookie.</summary>
    public async Task<string> Get() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "nobody";
}
