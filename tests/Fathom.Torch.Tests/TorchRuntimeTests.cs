namespace Fathom.Torch.Tests;

public class TorchRuntimeTests
{
    [Fact]
    public void Loads_here() => TorchRuntime.Require();

    [Theory]
    [InlineData("libc10.so: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)", "libstdc++ with GLIBCXX_3.4.32")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.34' not found", "glibc with GLIBC_2.34")]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "install it (Debian and Ubuntu: libgomp1")]
    [InlineData("Error loading shared library ld-musl-x86_64.so.1", "instead of Alpine")]
    [InlineData("libstdc++.so.6: cannot open shared object file", "install it (Debian and Ubuntu: libstdc++6)")]
    [InlineData("libtorch.so: cannot open shared object file: No such file or directory", "comes with the package libtorch-cpu-")]
    [InlineData("Unable to load shared library 'LibTorchSharp'", "comes with the package libtorch-cpu-")]
    public void Says_what_is_missing_and_what_to_install(string loaderSaid, string sentence)
    {
        var explanation = TorchRuntime.Explain(loaderSaid);

        Assert.StartsWith("libtorch ", explanation, StringComparison.Ordinal);
        Assert.Contains(sentence, explanation, StringComparison.Ordinal);
    }
}
