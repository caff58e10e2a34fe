namespace Fathom.Lab.Recipes;

/// <summary>Something that a word lets its writer choose.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Form">How its value is spelt.</param>
/// <param name="Doc">What it means, in one sentence.</param>
/// <param name="IsRequired">Whether it must be said; else the record's own default holds.</param>
/// <param name="Get">Its value in a record; null where nothing is said.</param>
/// <param name="Set">The record with another value.</param>
sealed record Option(string Name, Form Form, string Doc, bool IsRequired, Func<object, object?> Get, Func<object, object, object> Set)
{
    /// <summary>An option that may be left out.</summary>
    public static Option Of<TRecord, TValue>(
        string name, Form<TValue> form, Func<TRecord, object?> get, Func<TRecord, TValue, TRecord> set, string doc)
        where TRecord : notnull =>
        new(name, form, doc, IsRequired: false, record => get((TRecord)record), (record, value) => set((TRecord)record, (TValue)value));

    /// <summary>An option that must be said.</summary>
    public static Option Required<TRecord, TValue>(
        string name, Form<TValue> form, Func<TRecord, object?> get, Func<TRecord, TValue, TRecord> set, string doc)
        where TRecord : notnull =>
        Of(name, form, get, set, doc) with { IsRequired = true };
}
