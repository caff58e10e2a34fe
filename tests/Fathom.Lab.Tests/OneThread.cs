using System.Runtime.CompilerServices;
using TorchSharp;

// A collection that one test starts could free what another's native call still uses, and live tensors are counted per thread.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Fathom.Lab.Tests;

static class OneThread
{
    // libtorch's threads wait for one another at every layer: on a machine that builds at the same time, two are far slower than one.
    [ModuleInitializer]
    public static void Begin() => torch.set_num_threads(1);
}
