using System.Reflection;
using Fathom.Torch.Guards;

namespace Fathom.Torch.Tests.Guards;

public class FieldReaderTests
{
    [Fact]
    public void Reads_a_field_as_it_is_at_the_time()
    {
        var owner = new Owner { Word = "one" };
        var read = FieldReader.Of<string?>(FieldOf(nameof(Owner.Word)));

        Assert.Equal("one", read(owner));
        owner.Word = null;
        Assert.Null(read(owner));
    }

    [Theory]
    [InlineData(nameof(Owner.Number), 1.5)]
    [InlineData(nameof(Owner.NumberOrNothing), 2.5)]
    [InlineData(nameof(Owner.Switch), 1.0)]
    [InlineData(nameof(Owner.SwitchOrNothing), 0.0)]
    [InlineData(nameof(Owner.Count), 7.0)]
    [InlineData(nameof(Owner.Word), null)]
    public void Reads_numbers_and_switches_whatever_their_type(string field, double? expected)
    {
        var owner = new Owner();

        var value = FieldReader.OfNumber(FieldOf(field))(owner);

        Assert.Equal(expected, value);
    }

    [Fact]
    public void Reads_nothing_where_nothing_is() =>
        Assert.Null(FieldReader.OfNumber(FieldOf(nameof(Owner.NumberOrNothing)))(new Owner { NumberOrNothing = null }));

    [Fact]
    public void Refuses_an_object_without_the_field() =>
        Assert.Throws<InvalidCastException>(() => FieldReader.Of<string?>(FieldOf(nameof(Owner.Word)))("a string"));

    static FieldInfo FieldOf(string name) => typeof(Owner).GetField(name)!;

    sealed class Owner
    {
        public double Number = 1.5;
        public double? NumberOrNothing = 2.5;
        public bool Switch = true;
        public bool? SwitchOrNothing = false;
        public long Count = 7;
        public string? Word;
    }
}
