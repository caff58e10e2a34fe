namespace Fathom.Lab.Datasets;

/// <summary>Turns what a file system says into sentences for the user.</summary>
static class DataFile
{
    public static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{path} is damaged: {exception.Message.TrimEnd('.')}. Get the file again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {exception.Message}");
        }
    }
}
