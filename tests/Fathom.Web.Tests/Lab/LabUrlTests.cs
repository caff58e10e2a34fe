using System.Globalization;
using CsCheck;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

public sealed class LabUrlTests
{
    [Fact]
    public void Carries_every_control_there_and_back() =>
        States.Any.Sample(state =>
        {
            var reading = LabUrl.Read(LabUrl.Write(state));

            Assert.Empty(reading.Complaints);
            Assert.Equal(state, reading.State);
        });

    [Fact]
    public void Has_a_key_for_every_control()
    {
        var settable = typeof(LabState).GetProperties().Count(property => property.CanWrite);

        Assert.Equal(settable, LabKeys.All.Count);
        Assert.Equal(LabKeys.All.Count, LabKeys.All.Select(key => key.Name).Distinct().Count());
    }

    [Fact]
    public void Is_short_where_little_was_changed() =>
        Assert.Equal("v=1&depth=20&act=sigmoid", LabUrl.Write(new() { Depth = 20, Activation = "sigmoid" }));

    [Fact]
    public void Keeps_the_defaults_that_its_version_promises()
    {
        // Links that were given away hold what is left out, so that a changed default would change them.
        var said = string.Join(' ', LabKeys.All.Select(key => $"{key.Name}={key.Write(new())}"));

        Assert.Equal(
            "data=circles std=0 depth=6 width=32 act=relu layers= init=torch-default gain=1 factors= bias=0 norm=none skip=none around=1 cell=rnn stack=1 "
            + "rec=same forget=default time=30 opt=sgd lr=0.1 clip=0 drop=0 decay=0 prec=float32 batch=64 steps=500 seed=1",
            said);
    }

    [Theory]
    [InlineData("depth=0", "The depth must be a whole number from 1 to 60, but the link says '0'; it stands at 6.")]
    [InlineData("depth=abc", "The depth must be a whole number from 1 to 60, but the link says 'abc'; it stands at 6.")]
    [InlineData("lr=NaN", "The learning rate must be a number from 1E-06 to 10, but the link says 'NaN'; it stands at 0.1.")]
    [InlineData("lr=1e999", "The learning rate must be a number from 1E-06 to 10, but the link says '1e999'; it stands at 0.1.")]
    [InlineData("act=relux", "but the link says 'relux'; it stands at relu.")]
    [InlineData("layers=99-tanh", "Layers with an activation of their own must be a list such as 3-tanh_5-sigmoid, but the link says '99-tanh'; it stands at none.")]
    [InlineData("factors=0.5_x", "it stands at none.")]
    [InlineData("colour=red", "The link names 'colour', which this Lab does not know; it was left out.")]
    [InlineData("v=7", "The link is of version '7', and this Lab knows up to 1")]
    [InlineData("depth=3&depth=4", "The link names 'depth' twice; the last one counts.")]
    public void Says_what_it_does_not_understand_and_takes_the_default(string query, string complaint)
    {
        var reading = LabUrl.Read(query);

        Assert.Contains(complaint, Assert.Single(reading.Complaints), StringComparison.Ordinal);
        Assert.Equal(new() { Depth = reading.State.Depth }, reading.State);
    }

    [Fact]
    public void Reads_any_text_without_failing() =>
        Gen.String.Sample(text => Assert.NotNull(LabUrl.Read(text).State));

    [Fact]
    public void Reads_mangled_links_without_failing() =>
        Gen.Select(States.Any, Gen.Int[0, 400], Gen.Char).Sample((state, place, sign) =>
        {
            var query = LabUrl.Write(state);
            var mangled = query.Remove(place % query.Length, 1).Insert(place % query.Length, sign.ToString(CultureInfo.InvariantCulture));

            Assert.NotNull(LabUrl.Read(mangled).State);
        });

    [Fact]
    public void Leaves_a_link_without_end_alone()
    {
        var reading = LabUrl.Read(new string('x', 100_000));

        Assert.Equal(new(), reading.State);
        Assert.Contains("100,000 signs", Assert.Single(reading.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_keys_of_others_to_them() => Assert.Empty(LabUrl.Read("lesson=whisper&depth=3", "lesson").Complaints);
}
