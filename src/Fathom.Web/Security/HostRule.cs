using System.Net;
using Microsoft.AspNetCore.Http;

namespace Fathom.Web.Security;

/// <summary>
/// Which names a request may call this server by. A foreign page can point a name of its own at this machine (DNS rebinding), and the browser
/// then lets it read what it gets; but it cannot make the browser send another name than that one.
/// </summary>
sealed class HostRule
{
    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    readonly bool _isLoopback;

    public HostRule(WatchOptions options)
    {
        _isLoopback = IPAddress.IsLoopback(options.Address);
        if (!_isLoopback) _names.Add(Environment.MachineName);
        _names.UnionWith(options.HostNames);
    }

    /// <summary>A written-out address cannot be rebound to another machine, a name can.</summary>
    public bool Allows(HostString host)
    {
        if (!host.HasValue) return false;
        var name = host.Host;
        if (_names.Contains(name)) return true;
        return IPAddress.TryParse(name.Trim('[', ']'), out var address) && (!_isLoopback || IPAddress.IsLoopback(address));
    }
}
