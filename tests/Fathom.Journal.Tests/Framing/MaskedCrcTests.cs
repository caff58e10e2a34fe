using System.Text;
using Fathom.Journal.Framing;

namespace Fathom.Journal.Tests.Framing;

public class MaskedCrcTests
{
    // CRC-32C of RFC 3720, appendix B.4, masked as TensorFlow does: rotated right by 15, plus 0xa282ead8.
    public static TheoryData<string, byte[], uint> Known => new()
    {
        { "32 zeros", new byte[32], 0x8a9136aa },
        { "32 ones", [.. Enumerable.Repeat((byte)0xff, 32)], 0x62a8ab43 },
        { "rising", [.. Enumerable.Range(0, 32).Select(value => (byte)value)], 0x46dd794e },
        { "falling", [.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))], 0x113fdb5c },
        { "check value of the CRC catalogue", Encoding.ASCII.GetBytes("123456789"), 0xe3069283 },
        { "nothing", [], 0 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Is_the_published_checksum_masked(string what, byte[] data, uint crc)
    {
        Assert.NotEmpty(what);

        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8), MaskedCrc.Of(data));
    }

    [Fact]
    public void Is_the_checksum_that_tensorflow_writes_for_a_length()
    {
        // The first twelve bytes of every event file that TensorFlow wrote with a file_version record of 24 bytes.
        byte[] header = [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22];

        Assert.Equal(24, RecordFrame.LengthIn(header));
    }
}
