using Fathom.Journal.Framing;

namespace Fathom.Journal.Records;

/// <summary>An event as TensorBoard knows it, around what Fathom or TensorBoard reads in it.</summary>
static class EventRecord
{
    /// <summary>The first record of every file says so; TensorBoard asks for it.</summary>
    public const string Version = "brain.Event:2";

    /// <summary>TensorBoard hands a value to the plugin of this name, has none, and passes the value over.</summary>
    public const string Plugin = "fathom";

    public static void FileVersion(WireWriter wire, double time)
    {
        wire.BeginRecord();
        wire.Field(1, time);
        wire.Present(3, Version);
        wire.EndRecord();
    }

    /// <summary>From <paramref name="step"/> on, TensorBoard is to forget what it saw.</summary>
    public static void SessionStart(WireWriter wire, double time, long step)
    {
        wire.BeginRecord();
        wire.Field(1, time);
        wire.Field(2, step);
        wire.Begin(7);
        wire.Field(1, (int)Wire.SessionLog.Types.SessionStatus.Start);
        wire.End();
        wire.EndRecord();
    }

    /// <summary>Begins a record of Fathom's own; its content follows, and <see cref="End"/>.</summary>
    public static void Begin(WireWriter wire, double time, long step)
    {
        wire.BeginRecord();
        wire.Field(1, time);
        wire.Field(2, step);
        wire.Begin(5);
        wire.Begin(1);
        wire.Present(1, Plugin);
        wire.Begin(9);
        wire.Begin(1);
        wire.Present(1, Plugin);
        wire.Begin(2);
    }

    public static void End(WireWriter wire)
    {
        for (var depth = 0; depth < 5; depth++) wire.End();
        wire.EndRecord();
    }

    /// <summary>A number that TensorBoard shows.</summary>
    public static void Scalar(WireWriter wire, double time, long step, string tag, double value)
    {
        wire.BeginRecord();
        wire.Field(1, time);
        wire.Field(2, step);
        wire.Begin(5);
        wire.Begin(1);
        wire.Present(1, tag);
        wire.Field(2, (float)value);
        wire.End();
        wire.End();
        wire.EndRecord();
    }
}
