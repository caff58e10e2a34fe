namespace Fathom.Recipes;

/// <summary>Features and labels as NumPy saves arrays: an <c>.npz</c> file with both, or an <c>.npy</c> file for each.</summary>
public sealed record NumpyArrays : DataSource
{
    /// <summary>The <c>.npz</c> file, or the <c>.npy</c> file with the features; the first dimension counts the samples.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The features' array in the <c>.npz</c> file; null: the first there is of x_train, x, X, features, data and arr_0. With x_train and
    /// y_train, x_test and y_test are what is held out.
    /// </summary>
    public string? Features { get; init; }

    /// <summary>
    /// The labels' array in the <c>.npz</c> file, null: the first there is of y_train, y, Y, labels, target and arr_1; or the labels'
    /// <c>.npy</c> file, which must be said.
    /// </summary>
    public string? Labels { get; init; }
}
