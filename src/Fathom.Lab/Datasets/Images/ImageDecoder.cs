using System.Globalization;
using Fathom.Recipes;
using SkiaSharp;

namespace Fathom.Lab.Datasets.Images;

/// <summary>Makes numbers of PNG and JPEG files: channel by channel, row by row, brightness 0 to 1.</summary>
/// <param name="color">Whether there are three channels, red, green and blue, or one of brightness.</param>
/// <param name="size">Height and width of what comes out.</param>
/// <param name="stretches">Whether images of other sizes are stretched; else they are refused.</param>
sealed class ImageDecoder(bool color, ValueList<int> size, bool stretches)
{
    const int MostPixels = 100_000_000;
    readonly int _pixels = size[0] * size[1];

    public ValueList<int> Shape => [color ? 3 : 1, size[0], size[1]];

    public int Numbers => _pixels * (color ? 3 : 1);

    /// <summary>Height and width of an image, from its header alone.</summary>
    public static ValueList<int> SizeOf(string file)
    {
        using var codec = Open(file);
        return [codec.Info.Height, codec.Info.Width];
    }

    public void Decode(string file, Span<float> numbers)
    {
        using var bitmap = Load(file);
        var isFit = bitmap.Height == size[0] && bitmap.Width == size[1];
        if (!isFit && !stretches)
            throw new DataException($"{file} has {bitmap.Height}×{bitmap.Width} pixels (height × width), but the first image has {size[0]}×{size[1]}; give the size that all should be stretched to, such as size: [{size[0]}, {size[1]}].");
        if (isFit)
        {
            Copy(bitmap.GetPixelSpan(), numbers);
            return;
        }

        using var resized = bitmap.Resize(bitmap.Info.WithSize(size[1], size[0]), SKFilterQuality.High)
            ?? throw new DataException($"{file} could not be stretched to {size[0]}×{size[1]} pixels; the image is too large for the memory.");
        Copy(resized.GetPixelSpan(), numbers);
    }

    static SKBitmap Load(string file)
    {
        using var codec = Open(file);
        // Colours times opacity: what is transparent counts as black.
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        throw new DataException(result == SKCodecResult.IncompleteInput
            ? $"{file} ends before its image is complete; get the file again or remove it."
            : $"{file} cannot be decoded ({result}); get the file again or remove it.");
    }

    static SKCodec Open(string file)
    {
        using var stream = File.OpenRead(file);
        var codec = SKCodec.Create(SKData.Create(stream))
            ?? throw new DataException($"{file} is no PNG or JPEG image, though its name says so; remove it or save it again as PNG.");
        var info = codec.Info;
        if ((long)info.Height * info.Width <= MostPixels) return codec;
        codec.Dispose();
        throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{file} has {info.Height}×{info.Width} pixels, but at most {MostPixels:N0} can be read; save it smaller."));
    }

    void Copy(ReadOnlySpan<byte> rgba, Span<float> numbers)
    {
        for (var pixel = 0; pixel < _pixels; pixel++)
        {
            var (red, green, blue) = (rgba[4 * pixel], rgba[4 * pixel + 1], rgba[4 * pixel + 2]);
            if (color)
            {
                numbers[pixel] = red / 255f;
                numbers[_pixels + pixel] = green / 255f;
                numbers[2 * _pixels + pixel] = blue / 255f;
            }
            else
            {
                // The weights of ITU-R BT.601, as in JPEG; they sum to one.
                numbers[pixel] = (0.299f * red + 0.587f * green + 0.114f * blue) / 255f;
            }
        }
    }
}
