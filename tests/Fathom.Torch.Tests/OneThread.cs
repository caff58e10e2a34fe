// A collection that one test starts could free what another's native call still uses, and live tensors are counted per thread.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
