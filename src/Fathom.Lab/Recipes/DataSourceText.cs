using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Data sources as they are written on a command line.</summary>
public static class DataSourceText
{
    extension(DataSource)
    {
        /// <summary>A data source from one word: its name, or <c>name:path</c>.</summary>
        /// <param name="text">
        /// A generator such as <c>digits</c>; <c>mnist</c>, <c>fashion-mnist</c> or <c>cifar-10</c>, from the cache or as <c>mnist:FOLDER</c>;
        /// <c>idx:FOLDER</c>, <c>images:FOLDER</c>, <c>csv:FILE</c>, <c>parquet:FILE</c> or <c>numpy:FILE</c>.
        /// </param>
        /// <exception cref="DataException">There is no such source, or its path is missing.</exception>
        public static DataSource Parse(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? text : text[..colon];
            var path = colon < 0 ? "" : text[(colon + 1)..];
            if (DataWords.All.Find(name) is not { } word) throw new DataException(DataWords.All.Unknown(name));

            var option = word.Options.FirstOrDefault(option => option.Name == "path");
            if (option is null && path.Length > 0) throw new DataException($"{name} is made and not read, so it takes no path; write {name} alone.");
            if (path.Length == 0 && (option is { IsRequired: true } || (option is not null && colon >= 0)))
                throw new DataException($"{name} needs a path; write {name}:PATH.");
            var source = word.Fresh();
            return (DataSource)(path.Length > 0 ? option!.Set(source, path) : source);
        }
    }
}
