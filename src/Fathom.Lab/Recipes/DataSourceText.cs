using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Data sources as they are written on a command line.</summary>
public static class DataSourceText
{
    extension(DataSource)
    {
        /// <summary>A data source from one word: a generator's name, or <c>kind:path</c>.</summary>
        /// <param name="text"><c>digits</c>, <c>spirals</c>, <c>blobs</c>, <c>circles</c>, <c>mnist:FOLDER</c>, <c>idx:FOLDER</c>, or <c>csv:FILE</c>.</param>
        /// <exception cref="DataException">There is no such source, or its path is missing.</exception>
        public static DataSource Parse(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? text : text[..colon];
            var path = colon < 0 ? "" : text[(colon + 1)..];
            if (DataWords.All.Find(name) is not { } word) throw new DataException(DataWords.All.Unknown(name));

            var takesPath = word.Options[0].Name == "path";
            if (takesPath && path.Length == 0) throw new DataException($"{name} needs a path; write {name}:PATH.");
            if (!takesPath && path.Length > 0) throw new DataException($"{name} is made and not read, so it takes no path; write {name} alone.");
            var source = word.Fresh();
            return (DataSource)(takesPath ? word.Options[0].Set(source, path) : source);
        }
    }
}
