namespace Fathom.Pictures.Drawing;

static class Order
{
    /// <summary>What would stand at <paramref name="place"/> were the numbers sorted (Hoare 1961, algorithm 65); it changes their order, and is some times faster than sorting them.</summary>
    public static double At(Span<double> numbers, int place)
    {
        var (low, high) = (0, numbers.Length - 1);
        while (low < high)
        {
            var pivot = numbers[(low + high) / 2];
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (numbers[left] < pivot) left++;
                while (numbers[right] > pivot) right--;
                if (left > right) break;
                (numbers[left], numbers[right]) = (numbers[right], numbers[left]);
                (left, right) = (left + 1, right - 1);
            }

            if (place <= right) high = right;
            else if (place >= left) low = left;
            else break;
        }

        return numbers[place];
    }
}
