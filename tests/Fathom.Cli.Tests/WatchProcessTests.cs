using System.Net;
using System.Text.RegularExpressions;

namespace Fathom.Cli.Tests;

/// <summary>In processes of their own.</summary>
public sealed class WatchProcessTests
{
    [Fact]
    public async Task Serves_the_pages_with_all_their_scripts_until_it_is_interrupted()
    {
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored(), "Interrupts are ignored here, as in a background job of a shell.");
        using var program = new RunningProgram(["watch", "--port", "0"]);
        Assert.True(program.WaitForWord("Ctrl-C stops."));
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(AddressOf(program), TestContext.Current.CancellationToken);
        foreach (Match asset in new Regex("(src|href)=\"(?<address>assets/[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Matches(page))
        {
            using var answer = await browser.GetAsync(new Uri(AddressOf(program), WebUtility.HtmlDecode(asset.Groups["address"].Value)), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEqual(0, answer.Content.Headers.ContentLength);
        }

        program.Interrupt();
        var (_, error, exitCode) = program.Finish();
        Assert.Equal((ExitCode.Healthy, ""), (exitCode, error));
    }

    [Fact]
    public void Says_that_a_port_is_taken()
    {
        using var first = new RunningProgram(["watch", "--port", "0"]);
        Assert.True(first.WaitForWord("Ctrl-C stops."));

        using var second = new RunningProgram(["watch", "--port", AddressOf(first).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

        var (_, error, exitCode) = second.Finish();
        Assert.Equal(ExitCode.WrongCall, exitCode);
        Assert.StartsWith("fathom: The pages cannot be served:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--address", "everywhere", "must be an IP address")]
    [InlineData("--token", "short", "at least 16 characters")]
    [InlineData("--port", "70000", "from 0 to 65535")]
    public void Refuses_a_wrong_call_in_a_sentence(string option, string value, string sentence)
    {
        using var program = new RunningProgram(["watch", option, value]);

        var (_, error, exitCode) = program.Finish();

        Assert.Equal(ExitCode.WrongCall, exitCode);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    static Uri AddressOf(RunningProgram program) => new(program.Said.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
}
