using Fathom.Torch.Guards;
using Fathom.Torch.Probes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class GradientArrivalTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Parameter _leaf = new(ones(256));
    readonly GradientArrival _arrival = new();
    readonly long _ticket;

    public GradientArrivalTests() => _ticket = LeafTap.Hear(_leaf, _arrival);

    [Fact]
    public void Works_where_native_hooks_do() => Assert.Equal(LeafTap.IsKnown && TensorVersion.IsKnown && LentGradient.IsKnown, ArrivalTrial.Succeeded);

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("looked at", true)]
    [InlineData("an element", false)]
    [InlineData("a view", false)]
    [InlineData("scaled", false)]
    [InlineData("another tensor in its place", false)]
    [InlineData("zeroed", false)]
    [InlineData("zeroed, and a second pass", false)]
    [InlineData("a second pass", false)]
    [InlineData("cleared, and a second pass", false)]
    [InlineData("numbers from another machine, through a span", false)]
    public void Knows_a_gradient_for_as_long_as_it_is_what_arrived(string then, bool isRead)
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        _arrival.Await();
        Pass();

        using (no_grad()) Change(then);

        Assert.Equal(isRead, _arrival.HasRead(LentGradient.Of(_leaf.Handle)));
        Assert.False(_arrival.IsKept);
    }

    [Fact]
    public void Keeps_the_place_of_what_it_has_read_from_being_given_to_another_gradient()
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        // So large that it has pages of its own, which the next of its size gets as soon as they are free.
        const int count = 12_000_000;
        using var leaf = new Parameter(ones(count));
        using var arrival = new GradientArrival();
        var ticket = LeafTap.Hear(leaf, arrival);
        arrival.Await();
        leaf.sum().backward();
        var place = LibTorch.Data(LentGradient.Of(leaf.Handle));

        for (var time = 0; time < 4; time++)
        {
            // The same numbers but for one that is not among those that are compared: only where it lies tells it from what was read.
            using var other = ones(count);
            other[77] = float.NaN;
            leaf.grad = other;
            Assert.NotEqual(place, LibTorch.Data(other.Handle));
        }

        Assert.False(arrival.HasRead(LentGradient.Of(leaf.Handle)));
        LeafTap.Leave(ticket, arrival);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1.2e15f)]
    public void Does_not_vouch_for_a_gradient_with_one_number_out_of_bounds(float number)
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        var factors = ones(256);
        factors[77] = number;
        _arrival.Await();

        Pass(factors);

        Assert.False(_arrival.IsKept);
        Assert.False(_arrival.HasRead(LentGradient.Of(_leaf.Handle)));
    }

    [Fact]
    public void Reads_once_for_each_time_it_is_asked_to()
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        Pass();
        Assert.False(_arrival.IsKept);

        for (var step = 0; step < 3; step++)
        {
            _arrival.Await();
            Pass();
            Assert.True(_arrival.IsKept);
            Assert.True(_arrival.HasRead(LentGradient.Of(_leaf.Handle)));
            Pass();
            Assert.False(_arrival.IsKept);
        }
    }

    [Fact]
    public void Rests_after_three_readings_in_vain_and_tries_again_later()
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        var read = new List<int>();
        for (var step = 0; step < 110; step++)
        {
            _arrival.Await();
            Pass();
            if (_arrival.IsKept) read.Add(step);
            // Added to the first, so that neither is what the step would use.
            Backward(ones(256));
        }

        Assert.Equal([0, 1, 2, 102, 103, 104], read);
    }

    [Fact]
    public void Is_heard_by_the_last_who_came_until_that_one_leaves()
    {
        Assert.SkipUnless(ArrivalTrial.Succeeded, "Gradients cannot be heard on this platform.");
        using var other = new GradientArrival();
        var ticket = LeafTap.Hear(_leaf, other);
        Hears(_arrival, false);
        Hears(other, true);

        LeafTap.Leave(_ticket, _arrival);
        Hears(other, true);

        LeafTap.Leave(ticket, other);
        Hears(other, false);

        LeafTap.Hear(_leaf, _arrival);
        Hears(_arrival, true);
    }

    void Hears(GradientArrival arrival, bool hears)
    {
        arrival.Await();
        Pass();
        Assert.Equal(hears, arrival.IsKept);
        Assert.Equal(hears, arrival.HasRead(LentGradient.Of(_leaf.Handle)));
    }

    public void Dispose()
    {
        LeafTap.Leave(_ticket, _arrival);
        _arrival.Dispose();
        _scope.Dispose();
    }

    void Pass(Tensor? factors = null)
    {
        _leaf.grad = null;
        Backward(factors ?? ones(256));
    }

    void Backward(Tensor factors) => (_leaf * factors).sum().backward();

    void Change(string how)
    {
        var gradient = _leaf.grad!;
        switch (how)
        {
            case "nothing":
                break;
            case "looked at":
                _ = gradient.norm().item<float>();
                break;
            case "an element":
                gradient[3] = 2;
                break;
            case "a view":
                gradient.view(16, 16)[2].zero_();
                break;
            case "scaled":
                gradient.mul_(0.5f);
                break;
            case "another tensor in its place":
                _leaf.grad = gradient.clone();
                break;
            case "zeroed":
                gradient.zero_();
                break;
            case "zeroed, and a second pass":
                gradient.zero_();
                using (enable_grad()) Backward(full(256, 2));
                break;
            case "a second pass":
                using (enable_grad()) Backward(ones(256));
                break;
            case "cleared, and a second pass":
                using (enable_grad()) Pass(full(256, 2));
                break;
            default:
                gradient.data<float>().CopyFrom(Enumerable.Repeat(float.NaN, 256).ToArray());
                break;
        }
    }
}
