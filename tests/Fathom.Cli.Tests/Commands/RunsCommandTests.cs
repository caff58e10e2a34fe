using System.Text.Json;
using Fathom.Cli.Tests.Json;
using Fathom.Diagnoses;
using Fathom.Runs;
using Fathom.Store;

namespace Fathom.Cli.Tests.Commands;

public sealed class RunsCommandTests : IDisposable
{
    static readonly Finding Vanishing = new() { Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1", Step = 2, Summary = "Next to nothing is left." };

    readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_empty_folder_says_how_to_make_a_run()
    {
        var run = _runs.Call();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("There are no runs in", run.Out, StringComparison.Ordinal);
        Assert.Contains("fathom train", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_how_runs_stand_the_newest_first()
    {
        _runs.Put(1, "deep-sigmoid", null, Vanishing);
        _runs.Put(2, "lost-one", new(RunStatus.Failed, 2, "The loss is not a number."));
        using var live = _runs.Begin(3, "living");
        _runs.Call("tag", "run1", "+baseline");

        var run = _runs.Call();

        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Matches(@"^ id +name +status +steps +loss +held out +worst finding +age +tags$", lines[0]);
        Assert.Matches(@"^ dddddddd +living +running +1/3 +2\.5000 +- +- +\d+ s$", lines[1].TrimEnd().Replace("now", "0 s", StringComparison.Ordinal));
        Assert.Matches(@"^ cccccccc +lost-one +failed +3/3 +0\.8333 +0\.7500 +- ", lines[2]);
        Assert.Matches(@"^ bbbbbbbb +deep-sigmoid +finished +3/3 +0\.8333 +0\.7500 +error vanishing-gradient .* baseline$", lines[3].TrimEnd());
        Assert.Contains("3 runs, ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_by_status_tag_text_and_findings()
    {
        _runs.Put(1, "deep-sigmoid", null, Vanishing);
        _runs.Put(2, "deep-relu", new(RunStatus.Failed, 3));
        _runs.Call("tag", "run2", "+paper");

        Assert.Equal(["deep-relu"], Names("--status", "failed"));
        Assert.Equal(["deep-relu"], Names("--tag", "paper"));
        Assert.Equal(["deep-sigmoid"], Names("--text", "SIGM"));
        Assert.Equal(["deep-sigmoid"], Names("--at-least", "warning"));
        Assert.Equal(["deep-relu"], Names("--take", "1"));
        Assert.Equal(["deep-relu", "deep-sigmoid"], Names("--take", "0"));
        Assert.Contains("No run fits.", _runs.Call("--tag", "none").Out, StringComparison.Ordinal);
        Assert.Contains("1 older ones; --take 0", _runs.Call("--take", "1").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_as_json_has_the_documented_fields()
    {
        _runs.Put(1, "deep-sigmoid", null, Vanishing);
        File.WriteAllText(Path.Combine(_runs.Put(2), "manifest.json"), "{");

        using var json = JsonDocument.Parse(_runs.Call("--json", "-").Out);

        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal(RecordedRuns.Id(1), run.GetProperty("id").GetString());
        Assert.Equal(2.5 / 3, run.GetProperty("loss").GetDouble());
        Assert.Equal("error", run.GetProperty("worstSeverity").GetString());
        Assert.Equal([2.5, 1.25, 2.5 / 3], run.GetProperty("sparkline").EnumerateArray().Select(point => point.GetDouble()).Distinct());
        Assert.Contains("damaged", Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray()).GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonFields.Documented("fathom runs").Order(), JsonFields.Of(json.RootElement).Distinct().Where(field => !field.StartsWith("runs[].versions.", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Shows_one_run_with_findings_guards_and_its_end()
    {
        _runs.Put(1, "deep-sigmoid", new(RunStatus.Interrupted, 3, "Ctrl-C."), Vanishing);
        _runs.Call("tag", "latest", "+baseline");

        var run = _runs.Call("show", "latest");

        Assert.Equal(0, run.ExitCode);
        foreach (var word in (string[])["deep-sigmoid", "interrupted", RecordedRuns.Id(1), "3 of 3", "first 2.5000, last 0.8333", "50 %", "baseline", "fathom 0.1.0", "Ctrl-C.", "Step 2 was skipped.", "vanishing-gradient", "Next to nothing is left."])
            Assert.Contains(word, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_one_run_as_json()
    {
        _runs.Put(1, "deep-sigmoid", null, Vanishing);

        using var json = JsonDocument.Parse(_runs.Call("show", "latest", "--json", "-").Out);

        Assert.Equal("fathom.run/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("vanishing-gradient", json.RootElement.GetProperty("findings")[0].GetProperty("id").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("guardEvents").GetArrayLength());
    }

    [Fact]
    public void Shows_what_the_index_knows_of_a_run_on_another_machine()
    {
        _runs.Put(1, "deep-sigmoid", null, Vanishing);
        _runs.Call("tag", "latest", "+baseline");
        using (var store = RunStore.Open(Path.Combine(_runs.Folder, RunStore.DefaultFile)))
        {
            var known = store.Find(RecordedRuns.Id(1))!;
            store.Save(known with { Folder = "/far/away/run2", Manifest = known.Manifest with { Id = RecordedRuns.Id(2), Name = "far" } });
        }

        var run = _runs.Call("show", "cccccccc");
        using var json = JsonDocument.Parse(_runs.Call("show", "cccccccc", "--json", "-").Out);

        Assert.Equal(0, run.ExitCode);
        foreach (var word in (string[])["far", "is not on this machine: /far/away/run2.", "what the index knows", "3 of 3", "last 0.8333", "last 0.7500", "vanishing-gradient (error)"])
            Assert.Contains(word, run.Out, StringComparison.Ordinal);
        Assert.Equal("fathom.run/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Contains("/far/away/run2", json.RootElement.GetProperty("elsewhere").GetString(), StringComparison.Ordinal);
        Assert.Equal(0.75, json.RootElement.GetProperty("heldOutLoss").GetDouble());
        Assert.False(json.RootElement.TryGetProperty("findings", out _));
        Refused(_runs.Call("export", "cccccccc", "--out", _runs.Beside("out")), "is not on this machine");
    }

    [Theory]
    [InlineData("run1")]
    [InlineData("019c0000-0000-7000-8000-0001bbbbbbbb")]
    [InlineData("019c0000-0000-7000-8000-0001")]
    [InlineData("bbbbbbbb")]
    public void A_run_has_many_names(string word)
    {
        _runs.Put(1);
        _runs.Put(2);

        Assert.Contains(RecordedRuns.Id(1), _runs.Call("show", word).Out, StringComparison.Ordinal);
        Assert.Contains(RecordedRuns.Id(1), _runs.Call("show", Path.Combine(_runs.Folder, "run1")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_a_group_is_found_by_its_id()
    {
        var folder = _runs.Put(1);
        Directory.CreateDirectory(Path.Combine(_runs.Folder, "project"));
        Directory.Move(folder, Path.Combine(_runs.Folder, "project", "mine"));

        Assert.Contains(RecordedRuns.Id(1), _runs.Call("show", "bbbbbbbb").Out, StringComparison.Ordinal);
        Assert.Contains(RecordedRuns.Id(1), _runs.Call("show", "mine").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_for_no_run_or_for_several_is_refused()
    {
        _runs.Put(1);
        _runs.Put(2);

        Refused(_runs.Call("show", "zzz"), "There is no run 'zzz'");
        Refused(_runs.Call("show", "019c"), "Write more of it.");
        Refused(_runs.Call("show", "./nowhere"), "There is no folder");
    }

    [Fact]
    public void Tags_are_given_and_taken_away()
    {
        _runs.Put(1);

        Assert.Contains("high zeta", _runs.Call("tag", "latest", "+zeta", "+high").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("high", _runs.Call("tag", "latest", "-high", "+json").Out, StringComparison.Ordinal);
        Assert.Contains("json zeta", _runs.Call("tag", "latest").Out, StringComparison.Ordinal);

        Refused(_runs.Call("tag", "latest", "-zeto"), "Did you mean zeta?");
        Refused(_runs.Call("tag", "latest", "word"), "+word");
        Refused(_runs.Call("tag", "latest", "+two words"), "one word");
        Assert.Contains("json zeta", _runs.Call("tag", "latest").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "layers.csv")]
    [InlineData("parquet", "layers.parquet")]
    public void Exports_tables_into_a_folder(string format, string file)
    {
        _runs.Put(1);
        var target = _runs.Beside("tables");

        var run = _runs.Call("export", "latest", "--format", format, "--out", target);

        Assert.Equal(0, run.ExitCode);
        Assert.True(new FileInfo(Path.Combine(target, file)).Length > 100);
        Assert.Contains("7 tables in", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_json_into_a_file_or_to_standard_output()
    {
        _runs.Put(1);
        var file = _runs.Beside("run.json");

        _runs.Call("export", "latest", "--format", "json", "--out", file);
        var run = _runs.Call("export", "latest", "--format", "json", "--out", "-");

        using var written = JsonDocument.Parse(File.ReadAllText(file));
        using var said = JsonDocument.Parse(run.Out);
        Assert.NotEqual(0, said.RootElement.GetProperty("layers").GetArrayLength());
        Assert.Equal(written.RootElement.GetProperty("layers").GetRawText().Where(letter => !char.IsWhiteSpace(letter)), said.RootElement.GetProperty("layers").GetRawText().Where(letter => !char.IsWhiteSpace(letter)));
        Refused(_runs.Call("export", "latest", "--out", "-"), "several files");
        Refused(_runs.Call("export", "latest", "--format", "json", "--out", _runs.Beside("no/such/run.json")), "no");
    }

    [Fact]
    public void Rebuilding_makes_a_removed_index_anew_with_its_tags()
    {
        _runs.Put(1);
        _runs.Put(2);
        _runs.Call("tag", "run1", "+kept");
        foreach (var file in Directory.GetFiles(_runs.Folder, "runs.db*")) File.Delete(file);

        var run = _runs.Call("rebuild");

        Assert.Contains("2 runs read", run.Out, StringComparison.Ordinal);
        Assert.Equal(["deep-sigmoid"], Names("--tag", "kept"));
    }

    [Fact]
    public void Another_index_may_be_named()
    {
        _runs.Put(1);
        var store = _runs.Beside("team.db");

        _runs.Call("--store", store);

        Assert.True(File.Exists(store));
        Assert.False(File.Exists(Path.Combine(_runs.Folder, "runs.db")));
        Refused(_runs.Call("--store", ""), "--store needs");
        Refused(_runs.Call("--store", "Host=127.0.0.1;Port=1;Password=sesame"), "cannot be reached");
        File.WriteAllText(_runs.Beside("text.db"), new string('x', 5000));
        Refused(_runs.Call("--store", _runs.Beside("text.db")), "fathom runs rebuild");
    }

    [Fact]
    public void A_name_that_would_steer_the_terminal_is_harmless()
    {
        _runs.Put(1, "evil\u001b[2J\nname");

        Assert.DoesNotContain('\u001b', _runs.Call().Out);
        Assert.DoesNotContain('\u001b', _runs.Call("show", "latest").Out);
        Assert.Contains("evil [2J name", _runs.Call().Out, StringComparison.Ordinal);
    }

    static void Refused(CommandLineRun run, string words)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    string[] Names(params string[] words)
    {
        using var json = JsonDocument.Parse(_runs.Call([.. words, "--json", "-"]).Out);
        return [.. json.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()!)];
    }
}
