using System.Net;
using Fathom.Web.Children;

namespace Fathom.Web;

/// <summary>Where the pages are served, and what they show.</summary>
public sealed record WatchOptions
{
    /// <summary>The folder whose run folders are shown; it need not exist yet.</summary>
    public required string RunsFolder { get; init; }

    /// <summary>The address to listen on. Default: the loopback address, which no other machine can reach; any other demands a token.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535; 0 takes a free one. Default: 5210.</summary>
    public int Port { get; init; } = 5210;

    /// <summary>What a browser must show before it sees anything; null asks for none on a loopback address and makes a random one on any other.</summary>
    public string? Token { get; init; }

    /// <summary>Names under which the machine may be called beside its addresses and its own name; a request for any other name is refused.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The database that indexes the runs; empty keeps the index in a file of the runs folder.</summary>
    public string Store { get; init; } = "";

    /// <summary>The program and the first words that start a Fathom command as a child process; empty where the pages may start none.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>What the pages may start.</summary>
    public ChildLimits Limits { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told of what goes wrong in the server, in a sentence each; null keeps silent.</summary>
    public Action<string>? Problem { get; init; }
}
