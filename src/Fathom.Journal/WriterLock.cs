namespace Fathom.Journal;

/// <summary>Keeps a second process from writing into the same run folder; let go when the process ends, however it ends.</summary>
static class WriterLock
{
    /// <summary>The lock; null where the folder cannot be written into at all.</summary>
    /// <exception cref="RunFolderException">Another process has it.</exception>
    public static FileStream? Of(RunFolder folder)
    {
        var path = folder.In("writer.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new RunFolderException(RunFolderFault.InUse, $"Another process records into {folder.Path} now; wait for it to end, or stop it.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written into is reported with the first file.
            return null;
        }
    }
}
