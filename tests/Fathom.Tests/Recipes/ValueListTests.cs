using Fathom.Recipes;

namespace Fathom.Tests.Recipes;

public class ValueListTests
{
    [Fact]
    public void Equals_another_list_with_equal_items()
    {
        ValueList<Layer> list = [new Linear { Units = 3 }, new Sigmoid()];
        ValueList<Layer> same = [new Linear { Units = 3 }, new Sigmoid()];
        ValueList<Layer> other = [new Sigmoid(), new Linear { Units = 3 }];

        Assert.True(list.Equals(same));
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.False(list.Equals(other));
        Assert.False(list.Equals(null));
    }

    [Fact]
    public void Keeps_its_items_when_their_source_changes()
    {
        int[] source = [1, 2];
        var list = ValueList.Of<int>(source);

        source[0] = 9;

        Assert.Equal([1, 2], list);
    }

    [Fact]
    public void Shows_its_items() => Assert.Equal("[28, 28]", new ValueList<int>([28, 28]).ToString());
}
