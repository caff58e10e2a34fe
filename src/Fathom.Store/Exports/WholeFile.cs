namespace Fathom.Store.Exports;

/// <summary>A file that is there whole or not at all: it is written beside its place and renamed into it.</summary>
static class WholeFile
{
    public static void Write(string file, Action<Stream> write)
    {
        var beside = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite)) write(stream);
            File.Move(beside, file, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
