using Fathom.Web.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Fathom.Web.Lab;

/// <summary>The browser's part of the Lab: the address line, the clipboard, pictures of answers, and which lessons were done here.</summary>
public sealed class LabScript(IJSRuntime script) : IAsyncDisposable
{
    readonly BrowserModule _browser = new(script, "lab.js");

    /// <summary>Writes the page's address anew without leaving it.</summary>
    public Task ShowAddress(string address) => _browser.Try(module => module.InvokeVoidAsync("showAddress", address));

    /// <summary>Copies what stands in a field; false where the browser does not allow it.</summary>
    public async Task<bool> Copy(ElementReference field)
    {
        var copied = false;
        await _browser.Try(async module => copied = await module.InvokeAsync<bool>("copy", field));
        return copied;
    }

    /// <summary>Paints a network's answers over the plane.</summary>
    public Task PaintPlane(ElementReference canvas, object plane) => _browser.Try(module => module.InvokeVoidAsync("paintPlane", canvas, plane));

    /// <summary>Paints a square picture in shades of grey.</summary>
    public Task PaintPicture(ElementReference canvas, byte[] pixels) => _browser.Try(module => module.InvokeVoidAsync("paintPicture", canvas, Convert.ToBase64String(pixels)));

    /// <summary>The lessons that were done in this browser.</summary>
    public async Task<IReadOnlyList<string>> Done()
    {
        IReadOnlyList<string> done = [];
        await _browser.Try(async module => done = await module.InvokeAsync<string[]>("lessonsDone"));
        return done;
    }

    /// <summary>Keeps which lessons are done.</summary>
    public Task Keep(IEnumerable<string> done) => _browser.Try(module => module.InvokeVoidAsync("keepLessons", (object)done.ToArray()));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
