using System.Text;
using Fathom.Ledger;
using Fathom.Torch.Guards;

namespace Fathom.Torch;

/// <summary>Writes down what a monitor must know to go on in another process: the step, the losses, and what its guards have learnt.</summary>
static class MonitorState
{
    public static byte[] Write(long steps, LossSeries losses, GuardRounds? guards)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(steps);
            losses.Write(writer);
            writer.Write(guards is not null);
            guards?.Write(writer);
        }

        return memory.ToArray();
    }

    /// <summary>Hands out what was written, and gives the step; guards that were not there before begin anew.</summary>
    public static long Read(byte[] state, LossSeries losses, GuardRounds? guards)
    {
        using var reader = new BinaryReader(new MemoryStream(state), Encoding.UTF8);
        try
        {
            var steps = reader.ReadInt64();
            losses.Read(reader);
            if (reader.ReadBoolean()) guards?.Read(reader);
            return steps;
        }
        catch (EndOfStreamException fault)
        {
            throw new InvalidDataException("The state of a monitor ends too early.", fault);
        }
    }
}
