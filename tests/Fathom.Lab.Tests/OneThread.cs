// A collection that one test starts could free what another's native call still uses, and live tensors are counted per thread.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
